import { join } from "node:path";
import {
  assertEquals,
  assertInstanceOf,
  assertMatch,
  assertRejects,
  assertStrictEquals,
} from "@std/assert";
import { test } from "@std/testing/bdd";
import { digestOf } from "../../core/checksum.ts";
import { type Misbehaviour, serveFlakily } from "./testing_flaky_server.ts";
import { openPartFile } from "./part_file.ts";
import { transfer, TransferError, type TransferOptions } from "./transfer.ts";

const CONTENT = Uint8Array.from({ length: 100_000 }, (_, i) => (i * 7) % 251);

/**
 * Transfers CONTENT, of which the first `begunWith` bytes are there, from a
 * server that misbehaves.
 */
async function transferred(
  misbehaviour: Misbehaviour,
  { begunWith = 0, ...options }: Partial<TransferOptions> & {
    begunWith?: number;
  } = {},
) {
  const folder = await Deno.makeTempDir();
  const server = serveFlakily(CONTENT, [misbehaviour]);
  try {
    using part = await openPartFile(join(folder, "file"));
    await part.append(CONTENT.subarray(0, begunWith));
    let error: unknown;
    try {
      await transfer(`${server.address}file`, {
        part,
        bytes: CONTENT.length,
        idleTimeoutMs: 10_000,
        ...options,
      });
    } catch (caught) {
      error = caught;
    }
    const { size } = part;
    const { sha256 } = await part.digest();
    const isPrefix = sha256 === digestOf(CONTENT.subarray(0, size)).sha256;
    return { error, size, isPrefix, requests: server.requests };
  } finally {
    await server.close();
    await Deno.remove(folder, { recursive: true });
  }
}

const WHOLE = { error: undefined, size: CONTENT.length, isPrefix: true };

test("transfer gets the whole file and asks for no range", async () => {
  const requests = [{ path: "/file", range: null }];
  assertEquals(await transferred({}), { ...WHOLE, requests });
});

test("transfer gets the rest of a file that is begun", async () => {
  const requests = [{ path: "/file", range: "bytes=60000-" }];
  const begun = await transferred({}, { begunWith: 60_000 });
  assertEquals(begun, { ...WHOLE, requests });
});

const HARMLESS: readonly [string, Misbehaviour][] = [
  ["cannot resume", { ignoreRange: true }],
  ["announces no length", { chunked: true }],
  ["does not know the length of the whole", {
    contentRange: "bytes 60000-99999/*",
  }],
  ["calls the file an encoding", { labelledAsGzip: true }],
];

for (const [what, misbehaviour] of HARMLESS) {
  test(`transfer gets the file from a server that ${what}`, async () => {
    for (const begunWith of [0, 60_000]) {
      const { requests: _, ...result } = await transferred(misbehaviour, {
        begunWith,
      });
      assertEquals(result, WHOLE);
    }
  });
}

test("transfer says how much is there, up to the whole", async () => {
  const sizes: number[] = [];
  await transferred({}, {
    begunWith: 60_000,
    onProgress: (bytesSoFar) => sizes.push(bytesSoFar),
  });
  assertEquals(sizes.at(-1), CONTENT.length);
  assertEquals(sizes, sizes.toSorted((a, b) => a - b));
  assertEquals(sizes[0]! > 60_000, true);
});

/** Misbehaviour, bytes there before and after, error, worth another attempt. */
const FAILURES: readonly [Misbehaviour, number, number, string, boolean][] = [
  [{ breakAfter: 40_000 }, 0, 40_000, "connection lost", true],
  [{ breakAfter: 30_000 }, 60_000, 90_000, "connection lost", true],
  [{ status: 404 }, 60_000, 60_000, "HTTP 404 Not Found", false],
  [{ status: 503 }, 0, 0, "HTTP 503 Service Unavailable", true],
  [{ status: 429 }, 0, 0, "HTTP 429 Too Many Requests", true],
  [{ status: 416 }, 60_000, 0, "HTTP 416, starting over", true],
  [{ status: 416 }, 0, 0, "HTTP 416 Range Not Satisfiable", false],
  [
    { content: CONTENT.subarray(1) },
    60_000,
    60_000,
    "not this file: expected 100000 bytes, found 99999",
    false,
  ],
  [
    { content: CONTENT.subarray(1) },
    0,
    0,
    "not this file: expected 100000 bytes, found 99999",
    false,
  ],
  [
    { content: new Uint8Array(100_001), chunked: true },
    0,
    0,
    "not this file: expected 100000 bytes, found more",
    false,
  ],
  [
    { content: CONTENT.subarray(0, 80_000), chunked: true },
    0,
    80_000,
    "transfer ended after 80000 of 100000 bytes",
    true,
  ],
  [
    { contentRange: "bytes 0-99999/100000" },
    60_000,
    0,
    'asked for the bytes from 60000, got range "bytes 0-99999/100000"',
    true,
  ],
];

for (const [misbehaviour, begunWith, size, message, retryable] of FAILURES) {
  test(`transfer fails with "${message}" after ${begunWith} bytes`, async () => {
    const result = await transferred(misbehaviour, { begunWith });
    assertInstanceOf(result.error, TransferError);
    assertEquals(
      { message: result.error.message, retryable: result.error.retryable },
      { message, retryable },
    );
    assertEquals([result.size, result.isPrefix], [size, true]);
  });
}

for (const stallAfter of [0, 40_000]) {
  test(`transfer does not wait for ever after ${stallAfter} bytes`, async () => {
    const { error, size } = await transferred({ stallAfter }, {
      idleTimeoutMs: 1000,
    });
    assertInstanceOf(error, TransferError);
    assertEquals([error.message, error.retryable], ["no data for 1 s", true]);
    assertEquals(size, stallAfter);
  });
}

for (
  const [misbehaviour, message, answered] of [
    [{ silent: true }, "no answer for 2.5 s", false],
    [{ stallAfter: 40_000 }, "no data for 2.5 s", true],
  ] as const
) {
  test(`transfer says whom it waits for before there is ${message}`, async () => {
    const hosts: string[] = [];
    const { error } = await transferred(misbehaviour, {
      idleTimeoutMs: 2500,
      onWait: (host) => hosts.push(host),
    });
    assertInstanceOf(error, TransferError);
    assertEquals([error.message, error.answered], [message, answered]);
    assertEquals(hosts.length, 1);
    assertMatch(hosts[0]!, /^127\.0\.0\.1:\d+$/);
  });
}

test("transfer stops with the reason of an abort and keeps its bytes", async () => {
  const controller = new AbortController();
  const reason = new Error("enough");
  const { error, size, isPrefix } = await transferred({ stallAfter: 40_000 }, {
    signal: controller.signal,
    onProgress: (bytesSoFar) => {
      if (bytesSoFar === 40_000) controller.abort(reason);
    },
  });
  assertStrictEquals(error, reason);
  assertEquals([size, isPrefix], [40_000, true]);
});

test("transfer tries nobody twice who has never answered", async () => {
  const server = serveFlakily(CONTENT);
  await server.close();
  const folder = await Deno.makeTempDir();
  try {
    using part = await openPartFile(join(folder, "file"));
    const attempt = () =>
      transfer(server.address, { part, bytes: 10, idleTimeoutMs: 10_000 });
    const never = await assertRejects(
      attempt,
      TransferError,
      "no connection (",
    );
    assertEquals([never.retryable, never.answered], [false, false]);
    await part.append(CONTENT.subarray(0, 1));
    const underWay = await assertRejects(attempt, TransferError);
    assertEquals([underWay.retryable, underWay.answered], [true, false]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
