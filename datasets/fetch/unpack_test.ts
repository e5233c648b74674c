import { gzipSync } from "node:zlib";
import { join } from "node:path";
import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { digestOf } from "../../core/checksum.ts";
import { withFolder } from "../../core/testing_folder.ts";
import { Breakdown } from "../../core/exit_code.ts";
import { UsageError } from "../../core/usage_error.ts";
import { withFullDisk } from "./testing_full_disk.ts";
import { tarGz } from "./testing_tar_gz.ts";
import { unpack } from "./unpack.ts";

const A = Uint8Array.from({ length: 100_000 }, (_, i) => (i * i) % 251);
const B = Uint8Array.of(1, 2, 3);
const FILES = [
  { name: "a.bin", ...digestOf(A) },
  { name: "b.bin", ...digestOf(B) },
];

/** An archive of a.bin, b.bin and one file more. */
const archiveOf = (a: Uint8Array) =>
  tarGz({ "data/readme.html": B, "data/a.bin": a, "data/b.bin": B });

const ARCHIVE = await archiveOf(A);

/** Calls `body` with a new folder and a function that unpacks into it. */
function withUnpacking(
  body: (given: {
    folder: string;
    unpackIt: (
      archive: Uint8Array,
      files?: typeof FILES,
    ) => Promise<void>;
  }) => Promise<void>,
): Promise<void> {
  return withFolder((folder) =>
    body({
      folder,
      unpackIt: (archive, files = FILES) => {
        const stream = ReadableStream.from([archive]);
        return unpack(stream, { name: "data.tar.gz", folder, files });
      },
    })
  );
}

const namesIn = (folder: string) =>
  [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

test("unpack puts the files that are asked for into the folder", () =>
  withUnpacking(async ({ folder, unpackIt }) => {
    await unpackIt(ARCHIVE);
    assertEquals(namesIn(folder), ["a.bin", "b.bin"]);
    assertEquals(await Deno.readFile(join(folder, "a.bin")), A);
    assertEquals(await Deno.readFile(join(folder, "b.bin")), B);
  }));

test("unpack replaces what is there, and leaves other files alone", () =>
  withUnpacking(async ({ folder, unpackIt }) => {
    for (const name of ["a.bin", "b.bin", "c.bin"]) {
      await Deno.writeTextFile(join(folder, name), name);
    }
    await unpackIt(ARCHIVE, FILES.slice(1));
    assertEquals(await Deno.readTextFile(join(folder, "a.bin")), "a.bin");
    assertEquals(await Deno.readFile(join(folder, "b.bin")), B);
    assertEquals(await Deno.readTextFile(join(folder, "c.bin")), "c.bin");
  }));

test("unpack takes zeros after the archive for what they are", () =>
  withUnpacking(async ({ folder, unpackIt }) => {
    await unpackIt(Uint8Array.from([...ARCHIVE, ...new Uint8Array(512)]));
    assertEquals(namesIn(folder), ["a.bin", "b.bin"]);
  }));

const REFUSED: readonly [string, Uint8Array][] = [
  ["an archive that is cut short", ARCHIVE.subarray(0, 1000)],
  ["an archive with a damaged end", ARCHIVE.with(-5, ARCHIVE.at(-5)! ^ 1)],
  ["what is no gzip file", A],
  ["a gzip file that is no archive", new Uint8Array(gzipSync(A))],
];

for (const [what, archive] of REFUSED) {
  test(`unpack refuses ${what}`, () =>
    withUnpacking(async ({ folder, unpackIt }) => {
      await assertRejects(
        () => unpackIt(archive),
        UsageError,
        "Cannot unpack data.tar.gz: expected a whole gzipped tar archive, " +
          'found "',
      );
      assertEquals(namesIn(folder).filter((name) => name.startsWith(".")), []);
    }));
}

test("unpack refuses an archive without one of the files", () =>
  withUnpacking(async ({ unpackIt }) => {
    const missing = { name: "data", ...digestOf(A) };
    await assertRejects(
      () => unpackIt(ARCHIVE, [...FILES, missing]),
      UsageError,
      "Cannot unpack data.tar.gz: it has no file data",
    );
  }));

test("unpack does not put another file in place", () =>
  withUnpacking(async ({ folder, unpackIt }) => {
    const other = A.with(50_000, 255);
    await Deno.writeTextFile(join(folder, "a.bin"), "what was there");
    await assertRejects(
      async () => await unpackIt(await archiveOf(other)),
      UsageError,
      `Cannot unpack a.bin: expected sha256 ${digestOf(A).sha256} (100000 ` +
        `bytes), found ${digestOf(other).sha256} (100000 bytes)`,
    );
    assertEquals(namesIn(folder), ["a.bin"]);
    const kept = await Deno.readTextFile(join(folder, "a.bin"));
    assertEquals(kept, "what was there");
  }));

test("unpack on a full disk leaves no part of a file", () =>
  withUnpacking(({ folder, unpackIt }) =>
    withFullDisk(30_000, async () => {
      await assertRejects(
        () => unpackIt(ARCHIVE),
        Breakdown,
        `Cannot write in ${folder}: the disk is full`,
      );
      assertEquals(namesIn(folder), []);
    })
  ));
