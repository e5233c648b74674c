import { dirname, join } from "node:path";
import {
  assertEquals,
  assertRejects,
  assertStrictEquals,
  assertStringIncludes,
} from "@std/assert";
import { test } from "@std/testing/bdd";
import { digestOf } from "../../core/checksum.ts";
import { Breakdown } from "../../core/exit_code.ts";
import { UsageError } from "../../core/usage_error.ts";
import { download, type DownloadOptions, SourcesError } from "./download.ts";
import {
  type FlakyServer,
  type Misbehaviour,
  serveFlakily,
} from "./testing_flaky_server.ts";
import { withFullDisk } from "./testing_full_disk.ts";

const CONTENT = Uint8Array.from({ length: 100_000 }, (_, i) => (i * 7) % 251);
const FILE = { name: "file.gz", ...digestOf(CONTENT) };
const WRONG = CONTENT.with(70_000, 255);

/** Calls `body` with servers, each misbehaving in its way, and a path. */
async function withServers(
  misbehaviours: readonly (readonly Misbehaviour[])[],
  body: (given: {
    servers: readonly FlakyServer[];
    path: string;
    fetchIt: (options?: Partial<DownloadOptions>) => Promise<void>;
  }) => Promise<void>,
): Promise<void> {
  const servers = misbehaviours.map((each) => serveFlakily(CONTENT, each));
  const folder = await Deno.makeTempDir();
  const path = join(folder, FILE.name);
  const fetchIt = (options: Partial<DownloadOptions> = {}) =>
    download(FILE, {
      path,
      addresses: servers.map(({ address }) => address),
      backoffMs: 1,
      ...options,
    });
  try {
    await body({ servers, path, fetchIt });
  } finally {
    for (const server of servers) await server.close();
    await Deno.remove(folder, { recursive: true });
  }
}

/** What is at `path` and beside it: only the whole file, if all is well. */
async function assertPlaced(path: string): Promise<void> {
  assertEquals(namesBeside(path), [FILE.name]);
  assertEquals(await Deno.readFile(path), CONTENT);
}

function namesBeside(path: string): string[] {
  return [...Deno.readDirSync(dirname(path))]
    .map(({ name }) => name).filter((name) => name !== ".fetch.lock");
}

const ranges = ({ requests }: FlakyServer) => requests.map((r) => r.range);

test("download puts a file in place", () =>
  withServers([[]], async ({ path, servers, fetchIt }) => {
    await fetchIt();
    await assertPlaced(path);
    assertEquals(servers[0]!.requests, [{ path: "/file.gz", range: null }]);
  }));

test("download resumes a broken transfer", () =>
  withServers([[{ breakAfter: 40_000 }, {}]], async (given) => {
    const notes: string[] = [];
    await given.fetchIt({ onNote: (note) => notes.push(note) });
    await assertPlaced(given.path);
    assertEquals(ranges(given.servers[0]!), [null, "bytes=40000-"]);
    assertEquals(notes, [
      `${
        given.servers[0]!.address
      }file.gz: connection lost; trying again in 0.001 s`,
    ]);
  }));

test("download starts over at a server that cannot resume", () =>
  withServers(
    [[{ breakAfter: 40_000 }, { ignoreRange: true }]],
    async (given) => {
      await given.fetchIt();
      await assertPlaced(given.path);
      assertEquals(ranges(given.servers[0]!), [null, "bytes=40000-"]);
    },
  ));

test("download goes on in the next call with what an earlier one kept", () =>
  withServers([[{ breakAfter: 40_000 }, {}]], async (given) => {
    const { message } = await assertRejects(
      () => given.fetchIt({ attempts: 1 }),
      SourcesError,
      "Cannot fetch file.gz: ",
    );
    assertStringIncludes(message, "the first 40000 of 100000 bytes are kept");
    assertEquals(namesBeside(given.path), ["file.gz.part"]);
    await given.fetchIt();
    await assertPlaced(given.path);
    assertEquals(ranges(given.servers[0]!), [null, "bytes=40000-"]);
  }));

test("download gives up on a server that always breaks", () =>
  withServers([[{ breakAfter: 10_000, ignoreRange: true }]], async (given) => {
    const [server] = given.servers;
    await assertRejects(
      () => given.fetchIt({ attempts: 3 }),
      SourcesError,
      `Cannot fetch file.gz: ${server!.address}file.gz: connection lost; ` +
        "the first 10000 of 100000 bytes are kept",
    );
    assertEquals(server!.requests.length, 3);
    assertEquals(namesBeside(given.path), ["file.gz.part"]);
  }));

test("download gives up on a server that always stalls", () =>
  withServers([[{ stallAfter: 10_000 }]], async (given) => {
    await assertRejects(
      () => given.fetchIt({ attempts: 2, idleTimeoutMs: 1000 }),
      SourcesError,
      "no data for 1 s; the first 20000 of 100000 bytes are kept",
    );
    assertEquals(ranges(given.servers[0]!), [null, "bytes=10000-"]);
  }));

test("download tries the next address, with what the first one gave", () =>
  withServers(
    [[{ breakAfter: 40_000 }, { status: 404 }], []],
    async (given) => {
      await given.fetchIt();
      await assertPlaced(given.path);
      assertEquals(given.servers.map(ranges), [
        [null, "bytes=40000-"],
        ["bytes=40000-"],
      ]);
    },
  ));

test("download does not keep a wrong file, and says all about it", () =>
  withServers([[{ content: WRONG }]], async (given) => {
    const [server] = given.servers;
    const { message } = await assertRejects(given.fetchIt, SourcesError);
    assertEquals(
      message,
      `Cannot fetch file.gz: ${server!.address}file.gz: wrong checksum: ` +
        `expected sha256 ${FILE.sha256} (100000 bytes), found ` +
        `${digestOf(WRONG).sha256} (100000 bytes); not kept`,
    );
    assertEquals(server!.requests.length, 1);
    assertEquals(namesBeside(given.path), []);
  }));

test("download takes a good file from the next address after a wrong one", () =>
  withServers([[{ content: WRONG }], []], async ({ path, fetchIt }) => {
    await fetchIt();
    await assertPlaced(path);
  }));

const LEFT_OVERS: readonly [string, Uint8Array, (string | null)[]][] = [
  ["a damaged beginning", new Uint8Array(60_000), ["bytes=60000-", null]],
  ["another file of the right length", WRONG, [null]],
  ["more bytes than the file has", new Uint8Array(100_001), [null]],
  ["the whole file", CONTENT, []],
];

for (const [what, leftOver, expected] of LEFT_OVERS) {
  test(`download copes with a part file that is ${what}`, () =>
    withServers([[]], async ({ path, servers, fetchIt }) => {
      await Deno.writeFile(`${path}.part`, leftOver);
      await fetchIt();
      await assertPlaced(path);
      assertEquals(ranges(servers[0]!), expected);
    }));
}

test("download suspects what was there only once", () =>
  withServers([[{ content: WRONG }]], async ({ path, servers, fetchIt }) => {
    await Deno.writeFile(`${path}.part`, CONTENT.subarray(0, 60_000));
    await assertRejects(fetchIt, SourcesError, "wrong checksum: ");
    assertEquals(ranges(servers[0]!), ["bytes=60000-", null]);
    assertEquals(namesBeside(path), []);
  }));

test("download starts over where the server finds the range wrong", () =>
  withServers([[{ status: 416 }, {}]], async ({ path, servers, fetchIt }) => {
    await Deno.writeFile(`${path}.part`, CONTENT.subarray(0, 60_000));
    await fetchIt();
    await assertPlaced(path);
    assertEquals(ranges(servers[0]!), ["bytes=60000-", null]);
  }));

test("download without network names every address", () =>
  withServers([[], []], async ({ path, servers, fetchIt }) => {
    for (const server of servers) await server.close();
    const { message } = await assertRejects(fetchIt, SourcesError);
    for (const { address } of servers) {
      assertStringIncludes(message, `${address}file.gz: no connection (`);
    }
    assertEquals(namesBeside(path), []);
  }));

test("downloads at the same time do not disturb each other", () =>
  withServers([[{ breakAfter: 40_000 }, {}]], async (given) => {
    await Promise.all([1, 2, 3].map(() => given.fetchIt()));
    await assertPlaced(given.path);
    assertEquals(ranges(given.servers[0]!), [null, "bytes=40000-"]);
  }));

test("download keeps no part of a file that is there", () =>
  withServers([[]], async ({ path, servers, fetchIt }) => {
    await Deno.writeFile(path, CONTENT);
    await Deno.writeFile(`${path}.part`, CONTENT.subarray(0, 40_000));
    await fetchIt();
    await assertPlaced(path);
    assertEquals(servers[0]!.requests, []);
  }));

test("download stops with the reason of an abort and keeps its bytes", () =>
  withServers([[{ stallAfter: 40_000 }, {}]], async (given) => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const error = await assertRejects(() =>
      given.fetchIt({
        signal: controller.signal,
        onProgress: (bytes) => {
          if (bytes === 40_000) controller.abort(reason);
        },
      })
    );
    assertStrictEquals(error, reason);
    await given.fetchIt();
    await assertPlaced(given.path);
    assertEquals(ranges(given.servers[0]!), [null, "bytes=40000-"]);
  }));

test("download on a full disk leaves no file, and goes on with more room", () =>
  withServers([[]], async ({ path, servers, fetchIt }) => {
    await withFullDisk(30_000, async () => {
      await assertRejects(fetchIt, Breakdown, "the disk is full");
    });
    assertEquals(namesBeside(path), ["file.gz.part"]);
    await fetchIt();
    await assertPlaced(path);
    assertEquals(ranges(servers[0]!), [null, "bytes=30000-"]);
  }));

test("download into a folder that cannot be used asks nobody", () =>
  withServers([[]], async ({ path, servers, fetchIt }) => {
    await Deno.writeTextFile(path, "a file where a folder should be");
    await assertRejects(
      () => download(FILE, { path: join(path, "x"), addresses: [] }),
      UsageError,
      `Cannot use ${path}: `,
    );
    await Deno.remove(path);
    await Deno.mkdir(path);
    await assertRejects(fetchIt, UsageError, `Cannot use ${path}: `);
    assertEquals(servers[0]!.requests, []);
  }));
