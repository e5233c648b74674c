import { gzipSync } from "node:zlib";
import { dirname, join } from "node:path";
import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { digestOf } from "../core/checksum.ts";
import { UsageError } from "../core/usage_error.ts";
import { idxDataset } from "./idx_dataset.ts";
import { checksumOf, type LoadableSource } from "./source.ts";

/** What the four files hold; the values of a tiny data set of 1×2 images. */
const CONTENT: Readonly<Record<string, readonly number[]>> = {
  "train-images-idx3-ubyte.gz": [
    ...[0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2],
    ...[10, 11, 20, 21, 30, 31],
  ],
  "train-labels-idx1-ubyte.gz": [0, 0, 8, 1, 0, 0, 0, 3, 1, 0, 2],
  "t10k-images-idx3-ubyte.gz": [
    ...[0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2],
    ...[40, 41],
  ],
  "t10k-labels-idx1-ubyte.gz": [0, 0, 8, 1, 0, 0, 0, 1, 2],
};

/** Calls `body` with a data set in a temporary folder that it may damage. */
async function withTiny(
  body: (tiny: {
    source: LoadableSource;
    dataDir: string;
    pathOf: (name: string) => string;
  }) => Promise<void>,
  content = CONTENT,
): Promise<void> {
  const dataDir = await Deno.makeTempDir();
  const pathOf = (name: string) => join(dataDir, "tiny", name);
  const stored = Object.entries(content).map(([name, bytes]) => ({
    name,
    file: new Uint8Array(gzipSync(Uint8Array.from(bytes))),
  }));
  const source = idxDataset({
    name: "tiny",
    title: "Tiny",
    licence: "none",
    homepage: "http://127.0.0.1/",
    citation: "none",
    addresses: [],
    imageShape: [1, 2, 1],
    classes: 3,
    files: stored.map(({ name, file }) => ({ name, ...digestOf(file) })),
  });
  try {
    await Deno.mkdir(dirname(pathOf("x")));
    for (const { name, file } of stored) {
      await Deno.writeFile(pathOf(name), file);
    }
    await body({ source, dataDir, pathOf });
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
}

test("load reads four IDX files", () =>
  withTiny(async ({ source, dataDir }) => {
    assertEquals(await source.load(dataDir), {
      name: "tiny",
      imageShape: [1, 2, 1],
      classes: 3,
      train: {
        images: Uint8Array.of(10, 11, 20, 21, 30, 31),
        labels: Uint8Array.of(1, 0, 2),
        count: 3,
      },
      test: {
        images: Uint8Array.of(40, 41),
        labels: Uint8Array.of(2),
        count: 1,
      },
      checksum: checksumOf(source),
    });
  }));

test("load says how to fetch a missing file", () =>
  withTiny(async ({ source, dataDir, pathOf }) => {
    const path = pathOf("t10k-labels-idx1-ubyte.gz");
    await Deno.remove(path);
    await assertRejects(
      () => source.load(dataDir),
      UsageError,
      `Cannot load ${path}: there is no such file. Give another dataDir that ` +
        "has it, or fetch it in a clone of Gradnoise: " +
        `deno task data tiny --data-dir "${dataDir}"`,
    );
  }));

test("load says what is wrong with a damaged file, and the remedy", () =>
  withTiny(async ({ source, dataDir, pathOf }) => {
    const path = pathOf("train-images-idx3-ubyte.gz");
    const good = await Deno.readFile(path);
    await Deno.writeFile(path, good.subarray(0, -1));
    const { message } = await assertRejects(
      () => source.load(dataDir),
      UsageError,
      `Cannot load ${path}, which is damaged: expected sha256 ` +
        `${digestOf(good).sha256} (${good.length} bytes), found ` +
        `${digestOf(good.subarray(0, -1)).sha256} (${good.length - 1} bytes).`,
    );
    assertStringIncludes(
      message,
      `in a clone of Gradnoise: deno task data tiny --data-dir "${dataDir}"`,
    );
  }));

test("load says which file it cannot read, with no option of a task", () =>
  withTiny(async ({ source, dataDir, pathOf }) => {
    const path = pathOf("train-images-idx3-ubyte.gz");
    await Deno.remove(path);
    await Deno.mkdir(path);
    const { message } = await assertRejects(
      () => source.load(dataDir),
      UsageError,
      `Cannot read ${path}: Is a directory`,
    );
    assertEquals(/--data-dir|GRADNOISE_DATA_DIR/.test(message), false);
  }));

const UNUSABLE: readonly [string, string, readonly number[], string][] = [
  [
    "images of another size",
    "train-images-idx3-ubyte.gz",
    [0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 1, 10, 20, 30],
    "expected images of 1,2, found 1,1",
  ],
  [
    "fewer labels than images",
    "train-labels-idx1-ubyte.gz",
    [0, 0, 8, 1, 0, 0, 0, 2, 1, 0],
    "expected 3 labels, found 2",
  ],
  [
    "an unknown class",
    "t10k-labels-idx1-ubyte.gz",
    [0, 0, 8, 1, 0, 0, 0, 1, 3],
    "expected labels from 0 to 2, found 3",
  ],
];

for (const [what, name, bytes, reason] of UNUSABLE) {
  test(`load refuses ${what}`, () =>
    withTiny(async ({ source, dataDir }) => {
      await assertRejects(
        () => source.load(dataDir),
        UsageError,
        `Cannot use tiny/${name}: ${reason}`,
      );
    }, { ...CONTENT, [name]: bytes }));
}
