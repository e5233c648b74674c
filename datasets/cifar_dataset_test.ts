import { join } from "node:path";
import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { digestOf } from "../core/checksum.ts";
import { UsageError } from "../core/usage_error.ts";
import { cifarDataset } from "./cifar_dataset.ts";
import { CIFAR_PIXELS } from "./cifar_records.ts";
import { checksumOf, type LoadableSource } from "./source.ts";

/** Records of one coarse and one fine label and a constant image each. */
const CONTENT: Readonly<Record<string, readonly [number, number, number][]>> = {
  "one.bin": [[0, 3, 10], [1, 4, 20]],
  "two.bin": [[2, 0, 30]],
  "test.bin": [[1, 1, 40]],
};

/** Calls `body` with a data set in a temporary folder that it may damage. */
async function withTiny(
  body: (tiny: {
    source: LoadableSource;
    dataDir: string;
    pathOf: (name: string) => string;
  }) => Promise<void>,
): Promise<void> {
  const dataDir = await Deno.makeTempDir();
  const pathOf = (name: string) => join(dataDir, "tiny", name);
  const stored = Object.entries(CONTENT).map(([name, records]) => ({
    name,
    file: Uint8Array.from(
      records.flatMap(([coarse, fine, pixel]) => [
        coarse,
        fine,
        ...Array<number>(CIFAR_PIXELS).fill(pixel),
      ]),
    ),
  }));
  const source = cifarDataset({
    name: "tiny",
    title: "Tiny",
    licence: "none",
    homepage: "http://127.0.0.1/",
    citation: "none",
    addresses: [],
    imageShape: [32, 32, 3],
    classes: 5,
    files: stored.map(({ name, file }) => ({ name, ...digestOf(file) })),
  }, {
    train: ["one.bin", "two.bin"],
    test: ["test.bin"],
    labelBytes: 2,
    labelByte: 1,
  });
  try {
    await Deno.mkdir(join(dataDir, "tiny"));
    for (const { name, file } of stored) {
      await Deno.writeFile(pathOf(name), file);
    }
    await body({ source, dataDir, pathOf });
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
}

test("load puts the files of each part after one another", () =>
  withTiny(async ({ source, dataDir }) => {
    const { train, test, ...rest } = await source.load(dataDir);
    assertEquals(rest, {
      name: "tiny",
      imageShape: [32, 32, 3],
      classes: 5,
      checksum: checksumOf(source),
    });
    assertEquals([train.count, [...train.labels]], [3, [3, 4, 0]]);
    assertEquals(train.images.length, 3 * CIFAR_PIXELS);
    for (const [i, pixel] of [10, 20, 30].entries()) {
      const image = train.images.subarray(
        i * CIFAR_PIXELS,
        (i + 1) * CIFAR_PIXELS,
      );
      assertEquals(new Set(image), new Set([pixel]));
    }
    assertEquals([test.count, [...test.labels]], [1, [1]]);
    assertEquals(new Set(test.images), new Set([40]));
  }));

test("load refuses a damaged file", () =>
  withTiny(async ({ source, dataDir, pathOf }) => {
    const path = pathOf("two.bin");
    const good = await Deno.readFile(path);
    await Deno.writeFile(path, good.with(100, 99));
    await assertRejects(
      () => source.load(dataDir),
      UsageError,
      `Cannot load ${path}, which is damaged: `,
    );
  }));
