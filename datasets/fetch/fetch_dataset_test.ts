import { dirname, join } from "node:path";
import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { digestOf } from "../../core/checksum.ts";
import { UsageError } from "../../core/usage_error.ts";
import { fetchDataset, type FetchOptions } from "./fetch_dataset.ts";
import {
  type FlakyServer,
  type Misbehaviour,
  serveFlakily,
} from "./testing_flaky_server.ts";
import { lineReporter } from "./progress.ts";
import type { DatasetSource } from "../source.ts";

const CONTENT = Uint8Array.from({ length: 50_000 }, (_, i) => (i * 7) % 251);

/** Calls `body` with a data set of files a, b, c, all with one content. */
async function withSource(
  misbehaviours: readonly Misbehaviour[],
  body: (given: {
    server: FlakyServer;
    lines: string[];
    pathOf: (name: string) => string;
    fetchIt: (options?: Partial<FetchOptions>) => Promise<void>;
  }) => Promise<void>,
): Promise<void> {
  const server = serveFlakily(CONTENT, misbehaviours);
  const dataDir = await Deno.makeTempDir();
  const source: DatasetSource = {
    name: "letters",
    title: "Letters",
    licence: "a licence",
    homepage: "a homepage",
    citation: "a paper",
    addresses: [server.address],
    imageShape: [1, 1, 1],
    classes: 1,
    files: ["a", "b", "c"].map((name) => ({ name, ...digestOf(CONTENT) })),
  };
  const lines: string[] = [];
  const reporter = lineReporter({
    write: (line) => void lines.push(line.trimEnd()),
    now: () => 0,
  });
  try {
    await body({
      server,
      lines,
      pathOf: (name) => join(dataDir, "letters", name),
      fetchIt: (options = {}) =>
        fetchDataset(source, { dataDir, reporter, attempts: 1, ...options }),
    });
  } finally {
    await server.close();
    await Deno.remove(dataDir, { recursive: true });
  }
}

const paths = ({ requests }: FlakyServer) => requests.map(({ path }) => path);

test("fetchDataset fetches all files, and none a second time", () =>
  withSource([], async ({ server, lines, pathOf, fetchIt }) => {
    await fetchIt();
    for (const name of ["a", "b", "c"]) {
      assertEquals(await Deno.readFile(pathOf(name)), CONTENT);
    }
    assertEquals(lines[0], "letters/a: fetching 50 kB");
    assertEquals(
      lines.includes("letters/a: complete, sha256 verified"),
      true,
    );
    const folder = dirname(pathOf("a"));
    assertEquals(lines.slice(-3), [
      `Letters: 3 files in ${folder}, 3 fetched, sha256 verified`,
      "  Licence: a licence",
      "  Source: a paper, a homepage",
    ]);
    lines.splice(0);
    await fetchIt();
    assertEquals(
      lines[0],
      `Letters: 3 files in ${folder}, all here, sha256 verified`,
    );
    assertEquals(paths(server), ["/a", "/b", "/c"]);
  }));

test("fetchDataset replaces what is damaged and fetches what is missing", () =>
  withSource([], async ({ server, lines, pathOf, fetchIt }) => {
    await fetchIt();
    await Deno.writeFile(pathOf("b"), CONTENT.subarray(1));
    await Deno.remove(pathOf("c"));
    lines.splice(0);
    await fetchIt();
    assertEquals(await Deno.readFile(pathOf("b")), CONTENT);
    assertEquals(paths(server).slice(3), ["/b", "/c"]);
    assertStringIncludes(
      lines[0]!,
      `${pathOf("b")} is damaged and will be replaced: expected sha256 `,
    );
  }));

test("fetchDataset removes parts of files that were put there by hand", () =>
  withSource([], async ({ server, pathOf, fetchIt }) => {
    const folder = dirname(pathOf("a"));
    await Deno.mkdir(folder);
    for (const name of ["a", "b"]) await Deno.writeFile(pathOf(name), CONTENT);
    await Deno.writeFile(pathOf("a.part"), CONTENT.subarray(1));
    await fetchIt();
    assertEquals(paths(server), ["/c"]);
    assertEquals(
      [...Deno.readDirSync(folder)].map(({ name }) => name).sort(),
      [".fetch.lock", "a", "b", "c"],
    );
  }));

test("fetchDataset leaves a damaged file alone if it gets no better one", () =>
  withSource([{ status: 404 }], async ({ pathOf, fetchIt }) => {
    await Deno.mkdir(dirname(pathOf("a")));
    await Deno.writeTextFile(pathOf("a"), "damaged");
    await assertRejects(fetchIt, UsageError, "HTTP 404 Not Found");
    assertEquals(await Deno.readTextFile(pathOf("a")), "damaged");
  }));

test("fetchDataset tries a mirror first", () =>
  withSource([{ status: 404 }], async ({ server, pathOf, fetchIt }) => {
    const mirror = serveFlakily(CONTENT, [{}, { status: 404 }]);
    try {
      const error = await assertRejects(
        () => fetchIt({ mirror: `${mirror.address}data` }),
        UsageError,
      );
      for (const at of [`${mirror.address}data/letters/`, server.address]) {
        assertStringIncludes(error.message, `${at}b: HTTP 404 Not Found`);
      }
      assertEquals(paths(mirror), ["/data/letters/a", "/data/letters/b"]);
      assertEquals(await Deno.readFile(pathOf("a")), CONTENT);
    } finally {
      await mirror.close();
    }
  }));

test("fetchDataset shows no password of a mirror", () =>
  withSource([{ status: 404 }], async ({ lines, fetchIt }) => {
    const mirror = serveFlakily(CONTENT, [{ status: 404 }]);
    const { href } = Object.assign(new URL(mirror.address), {
      ...{ username: "user", password: "secret" },
    });
    try {
      const { message } = await assertRejects(
        () => fetchIt({ mirror: href }),
        UsageError,
      );
      assertStringIncludes(message, `${mirror.address}letters/a: HTTP 404`);
      assertEquals([message, ...lines].join().includes("secret"), false);
    } finally {
      await mirror.close();
    }
  }));

test("fetchDataset waits once for a mirror that does not answer", () =>
  withSource([], async ({ server, lines, pathOf, fetchIt }) => {
    const mirror = serveFlakily(CONTENT, [{ silent: true }]);
    try {
      await fetchIt({ mirror: mirror.address, idleTimeoutMs: 500 });
      assertEquals(paths(mirror), ["/letters/a"]);
      assertEquals(paths(server), ["/a", "/b", "/c"]);
      assertEquals(await Deno.readFile(pathOf("c")), CONTENT);
      assertStringIncludes(
        lines[1]!,
        `${mirror.address}letters/a: no answer for 0.5 s; trying `,
      );
    } finally {
      await mirror.close();
    }
  }));

test("fetchDataset tries a mirror that did not answer where others fail", () =>
  withSource([{}, { status: 404 }], async ({ fetchIt }) => {
    const mirror = serveFlakily(CONTENT, [{ silent: true }, {}]);
    try {
      await fetchIt({ mirror: mirror.address, idleTimeoutMs: 500 });
      assertEquals(paths(mirror), ["/letters/a", "/letters/b", "/letters/c"]);
    } finally {
      await mirror.close();
    }
  }));

test("fetchDataset says what to do without network", () =>
  withSource([], async ({ server, pathOf, fetchIt }) => {
    await fetchIt();
    await Deno.remove(pathOf("b"));
    await Deno.remove(pathOf("c"));
    await server.close();
    const { message } = await assertRejects(fetchIt, UsageError);
    assertStringIncludes(
      message,
      `Cannot fetch b: ${server.address}b: no connection (`,
    );
    assertStringIncludes(
      message,
      `put b, c into ${dirname(pathOf("b"))} by hand, or set ` +
        "GRADNOISE_DATA_DIR to a data directory that has them",
    );
    assertEquals(message.includes("\n"), false);
  }));

test("fetchDataset passes on what retries it makes", () =>
  withSource([{ breakAfter: 20_000 }, {}], async ({ lines, fetchIt }) => {
    await fetchIt({ attempts: 2, backoffMs: 1 });
    assertEquals(
      lines.some((line) => line.includes("connection lost; trying again in")),
      true,
    );
  }));
