import { join } from "node:path";
import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { digestOf } from "../core/checksum.ts";
import { UsageError } from "../core/usage_error.ts";
import { readVerified } from "./read_verified.ts";
import type { DatasetSource } from "./source.ts";

const CONTENT = Uint8Array.of(1, 2, 3);
const SHEET: DatasetSource = {
  name: "tiny",
  title: "Tiny",
  licence: "none",
  homepage: "http://127.0.0.1/",
  citation: "none",
  addresses: [],
  imageShape: [1, 1, 1],
  classes: 1,
  archive: { name: "a.tar.gz", folder: "unpacked", bytes: 0, sha256: "" },
  files: [{ name: "a", ...digestOf(CONTENT) }],
};

/** Calls `body` with a data directory and the path of the file in it. */
async function withFile(
  content: Uint8Array,
  body: (given: { dataDir: string; path: string }) => Promise<void>,
): Promise<void> {
  const dataDir = await Deno.makeTempDir();
  const path = join(dataDir, "unpacked", "a");
  try {
    await Deno.mkdir(join(dataDir, "unpacked"));
    await Deno.writeFile(path, content);
    await body({ dataDir, path });
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
}

test("readVerified reads what the archive has been unpacked to", () =>
  withFile(CONTENT, async ({ dataDir, path }) => {
    const found = await readVerified("a", { sheet: SHEET, dataDir });
    assertEquals(found, { path, content: CONTENT });
  }));

test("readVerified refuses other bytes and names the remedy", () =>
  withFile(CONTENT.with(1, 0), async ({ dataDir, path }) => {
    const { message } = await assertRejects(
      () => readVerified("a", { sheet: SHEET, dataDir }),
      UsageError,
    );
    assertEquals(
      message,
      `Cannot load ${path}, which is damaged: expected sha256 ` +
        `${digestOf(CONTENT).sha256} (3 bytes), found ` +
        `${digestOf(CONTENT.with(1, 0)).sha256} (3 bytes). Replace it ` +
        `in a clone of Gradnoise: deno task data tiny --data-dir "${dataDir}"`,
    );
  }));

test("readVerified refuses a file that the data sheet does not list", () =>
  withFile(CONTENT, async ({ dataDir }) => {
    await assertRejects(
      () => readVerified("b", { sheet: SHEET, dataDir }),
      RangeError,
      "Cannot load tiny: it lists no file b",
    );
  }));
