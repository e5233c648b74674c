import { assertEquals, assertInstanceOf } from "@std/assert";
import { test } from "@std/testing/bdd";
import { Breakdown } from "../../../core/exit_code.ts";
import { UsageError } from "../../../core/usage_error.ts";
import { pipFailure } from "./pip_failure.ts";

const USING =
  "2026-11-21T09:52:17,722 Using pip 24.2 from /p/pip (python 3.13)";
const NO_MATCH = "2026-11-21T09:52:18,100 ERROR: No matching distribution " +
  "found for tensorflow-cpu==2.21.0";
const AGAIN = "Run the same command again when there is a connection";

// Lines of pip 23.2 and 24.2.
const FAILURES = [
  {
    what: "a refused connection",
    log: [
      USING,
      "2026-11-21T09:52:17,900 Could not fetch URL http://127.0.0.1:9/simple/: " +
      "connection error: HTTPConnectionPool(host='127.0.0.1', port=9): Max " +
      "retries exceeded with url: /simple/ (Caused by NewConnectionError('<x>:" +
      " Failed to establish a new connection: [Errno 111] Connection refused')",
      NO_MATCH,
    ],
    kind: Breakdown,
    message:
      `pip does not reach the packages ([Errno 111] Connection refused). ${AGAIN}`,
  },
  {
    what: "a certificate",
    log: [
      "Caused by SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VER" +
      "IFY_FAILED] certificate verify failed: self-signed certificate",
      NO_MATCH,
    ],
    kind: Breakdown,
    message: "pip does not reach the packages (certificate verify failed: " +
      `self-signed certificate). ${AGAIN}`,
  },
  {
    what: "a broken transfer",
    log: ["pip._vendor.urllib3.exceptions.ProtocolError: Connection broken"],
    kind: Breakdown,
    message: `pip does not reach the packages. ${AGAIN}`,
  },
  {
    what: "a full disk",
    log: [
      USING,
      "2026-11-21T09:52:19,000 ERROR: Could not install packages due to an " +
      "OSError: [Errno 28] No space left on device",
      "",
    ],
    kind: Breakdown,
    message: "the disk is full. Free some space and run the same command again",
  },
  {
    what: "no package for this system",
    log: [USING, NO_MATCH],
    kind: UsageError,
    message:
      "pip finds no package for this system. It needs Linux with glibc " +
      "2.27 or macOS 12, and pip 20.3, or later ones (Using pip 24.2 from " +
      "/p/pip (python 3.13))",
  },
  {
    what: "another error",
    log: [
      USING,
      "2026-11-21T09:52:19,000 ERROR: Invalid requirement",
      "bye",
      "",
    ],
    kind: Breakdown,
    message: "pip ended with code 1 (ERROR: Invalid requirement)",
  },
  {
    what: "nothing at all",
    log: [""],
    kind: Breakdown,
    message: "pip ended with code 1",
  },
];

for (const { what, log, kind, message } of FAILURES) {
  test(`pipFailure explains ${what}`, () => {
    const status = { success: false, code: 1, signal: null };
    const failure = pipFailure(log.join("\n"), status);
    assertInstanceOf(failure, kind);
    assertEquals(failure.message, `Cannot install TensorFlow: ${message}`);
  });
}

test("pipFailure names a signal", () => {
  const status = { success: false, code: 137, signal: "SIGKILL" } as const;
  assertEquals(
    pipFailure("", status).message,
    "Cannot install TensorFlow: pip ended with SIGKILL",
  );
});
