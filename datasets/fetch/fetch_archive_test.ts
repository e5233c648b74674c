import { join } from "node:path";
import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { digestOf } from "../../core/checksum.ts";
import { rootKey, split } from "../../core/key.ts";
import { words } from "../../core/random.ts";
import { Breakdown } from "../../core/exit_code.ts";
import { UsageError } from "../../core/usage_error.ts";
import { fetchDataset, type FetchOptions } from "./fetch_dataset.ts";
import {
  type FlakyServer,
  type Misbehaviour,
  serveFlakily,
} from "./testing_flaky_server.ts";
import { withFullDisk } from "./testing_full_disk.ts";
import { lineReporter } from "./progress.ts";
import type { DatasetSource } from "../source.ts";
import { tarGz } from "./testing_tar_gz.ts";

/** Bytes that do not compress. */
const bytes = (name: string, count: number) =>
  Uint8Array.from(words(split(rootKey(0), name), count));

const FILES: Readonly<Record<string, Uint8Array>> = {
  a: bytes("a", 40_000),
  b: bytes("b", 60_000),
};
const ARCHIVE = await tarGz({
  "unpacked/a": FILES["a"]!,
  "unpacked/b": FILES["b"]!,
});

/** Calls `body` with a data set of the files a and b in one archive. */
async function withSource(
  misbehaviours: readonly Misbehaviour[],
  body: (given: {
    server: FlakyServer;
    lines: string[];
    folder: string;
    fetchIt: (options?: Partial<FetchOptions>) => Promise<void>;
  }) => Promise<void>,
): Promise<void> {
  const server = serveFlakily(ARCHIVE, misbehaviours);
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
    archive: { name: "l.tar.gz", folder: "unpacked", ...digestOf(ARCHIVE) },
    files: Object.entries(FILES).map(([name, content]) => ({
      name,
      ...digestOf(content),
    })),
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
      folder: join(dataDir, "unpacked"),
      fetchIt: (options = {}) =>
        fetchDataset(source, { dataDir, reporter, attempts: 1, ...options }),
    });
  } finally {
    await server.close();
    await Deno.remove(dataDir, { recursive: true });
  }
}

/** What lies in `folder`: only the whole files, if all is well. */
async function assertUnpacked(folder: string): Promise<void> {
  assertEquals(namesIn(folder), Object.keys(FILES));
  for (const [name, content] of Object.entries(FILES)) {
    assertEquals(await Deno.readFile(join(folder, name)), content);
  }
}

const namesIn = (folder: string) =>
  [...Deno.readDirSync(folder)].map(({ name }) => name)
    .filter((name) => name !== ".fetch.lock").sort();

test("fetchDataset unpacks an archive, does not keep it, and needs it once", () =>
  withSource([], async ({ server, lines, folder, fetchIt }) => {
    await fetchIt();
    await assertUnpacked(folder);
    assertEquals(
      lines.filter((line) => !line.includes("%")).slice(0, 4),
      [
        "letters/l.tar.gz: fetching 0.1 MB",
        "unpacking a, b",
        "letters/l.tar.gz: complete, sha256 verified",
        `Letters: 2 files in ${folder}, 2 fetched, sha256 verified`,
      ],
    );
    await fetchIt();
    assertEquals(server.requests.map(({ path }) => path), ["/l.tar.gz"]);
    assertStringIncludes(lines.at(-3)!, "all here, sha256 verified");
  }));

test("fetchDataset leaves good files alone where it replaces a damaged one", () =>
  withSource([], async ({ lines, folder, fetchIt }) => {
    await fetchIt();
    await Deno.writeTextFile(join(folder, "b"), "damaged");
    const { ino } = await Deno.stat(join(folder, "a"));
    lines.splice(0);
    await fetchIt();
    await assertUnpacked(folder);
    assertEquals((await Deno.stat(join(folder, "a"))).ino, ino);
    assertStringIncludes(lines[0]!, "b is damaged and will be replaced: ");
    assertEquals(lines.includes("unpacking b"), true);
  }));

test("fetchDataset resumes the transfer of an archive", () =>
  withSource([{ breakAfter: 40_000 }, {}], async (given) => {
    await assertRejects(given.fetchIt, UsageError, "the first 40000 of ");
    assertEquals(namesIn(given.folder), ["l.tar.gz.part"]);
    await given.fetchIt();
    await assertUnpacked(given.folder);
    const ranges = given.server.requests.map(({ range }) => range);
    assertEquals(ranges, [null, "bytes=40000-"]);
  }));

test("fetchDataset keeps an archive that it could not unpack", () =>
  withSource([], async ({ server, folder, fetchIt }) => {
    await withFullDisk(ARCHIVE.length + 50_000, async () => {
      await assertRejects(fetchIt, Breakdown, "the disk is full");
    });
    assertEquals(namesIn(folder), ["a", "l.tar.gz.part"]);
    await fetchIt();
    await assertUnpacked(folder);
    assertEquals(server.requests.length, 1);
  }));

test("fetchDataset removes an archive whose files are all there", () =>
  withSource([], async ({ server, folder, fetchIt }) => {
    await fetchIt();
    // As where a process is killed that has just unpacked it.
    await Deno.writeFile(join(folder, "l.tar.gz.part"), ARCHIVE);
    await fetchIt();
    await assertUnpacked(folder);
    assertEquals(server.requests.length, 1);
  }));

test("fetchDataset does not keep an archive with a wrong sha256", () =>
  withSource([{ content: ARCHIVE.with(-1, 9) }], async (given) => {
    const { message } = await assertRejects(given.fetchIt, UsageError);
    assertStringIncludes(message, "wrong checksum: expected sha256 ");
    assertStringIncludes(
      message,
      `put the files of l.tar.gz into ${given.folder} by hand`,
    );
    assertEquals(namesIn(given.folder), []);
  }));

test("fetching the same archive at the same time transfers it once", () =>
  withSource([], async ({ server, folder, fetchIt }) => {
    await Promise.all([1, 2, 3].map(() => fetchIt()));
    await assertUnpacked(folder);
    assertEquals(server.requests.length, 1);
  }));
