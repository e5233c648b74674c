import { Breakdown } from "../../../core/exit_code.ts";
import { UsageError } from "../../../core/usage_error.ts";

const DISK_FULL = /No space left on device|Disk quota exceeded/;
const OFFLINE =
  /NewConnectionError|ConnectTimeout|ReadTimeout|ConnectionError|ProxyError|SSLError|ProtocolError|name resolution|Network is unreachable/;
const NO_MATCH = /No matching distribution found/;
/** What is worth saying of an error of the network. */
const REASON =
  /\[Errno -?\d+\] [^'"()]+|certificate verify failed[^'"()]*|timed out/;

/**
 * What a failure of pip means to the user, by the log that it wrote.
 *
 * @param status How it ended.
 */
export function pipFailure(
  log: string,
  status: Deno.CommandStatus,
): UsageError | Breakdown {
  const lines = log.split("\n")
    .map((line) => line.replace(/^[\d-]+T[\d:,]+ */, "").trim());
  const lastWith = (pattern: RegExp) =>
    lines.findLast((line) => pattern.test(line));
  if (lastWith(DISK_FULL) !== undefined) {
    return new Breakdown(
      "Cannot install TensorFlow: the disk is full. Free some space and run " +
        "the same command again",
    );
  }
  const offline = lastWith(OFFLINE);
  if (offline !== undefined) {
    return new Breakdown(
      `Cannot install TensorFlow: pip does not reach the packages${
        inBrackets(REASON.exec(offline)?.[0])
      }. Run the same command again when there is a connection`,
    );
  }
  if (lastWith(NO_MATCH) !== undefined) {
    return new UsageError(
      "Cannot install TensorFlow: pip finds no package for this system. It " +
        "needs Linux with glibc 2.27 or macOS 12, and pip 20.3, or later ones" +
        inBrackets(lastWith(/^Using pip /)),
    );
  }
  const last = lastWith(/^ERROR/) ?? lines.findLast((line) => line !== "");
  return new Breakdown(
    `Cannot install TensorFlow: pip ended with ${
      status.signal ?? `code ${status.code}`
    }${inBrackets(last)}`,
  );
}

function inBrackets(text: string | undefined): string {
  return text === undefined ? "" : ` (${text})`;
}
