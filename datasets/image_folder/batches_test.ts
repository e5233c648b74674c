import { join } from "node:path";
import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../../core/key.ts";
import { UsageError } from "../../core/usage_error.ts";
import { imageBatches, type ImageBatchOptions } from "./batches.ts";
import { type ImageFolder, listImageFolder } from "./listing.ts";
import { FILES } from "./testing_images.ts";
import { withFiles } from "./testing_files.ts";

const [first, second, third] = FILES.map(({ content }) => content);

/** Three training images of two classes, one of them no image if so wanted. */
function withImages(
  body: (images: ImageFolder) => Promise<void>,
  { damaged = false } = {},
): Promise<void> {
  return withFiles({
    "train/cat/1.JPEG": first!,
    "train/cat/2.JPEG": damaged ? "no image" : second!,
    "train/dog/1.JPEG": third!,
    "val/cat/1.JPEG": first!,
    "val/dog/1.JPEG": third!,
  }, async (folder) => await body(await listImageFolder(folder)));
}

const OPTIONS = { side: 8, threads: 2, crop: rootKey(0) };

async function all(
  { train }: ImageFolder,
  batches: readonly (readonly number[])[],
  options: Partial<ImageBatchOptions> = {},
) {
  return await Array.fromAsync(imageBatches(train, {
    ...OPTIONS,
    batches: batches.map((batch) => Uint32Array.from(batch)),
    ...options,
  }));
}

test("imageBatches gives the batches that are asked for", () =>
  withImages(async (images) => {
    const batches = await all(images, [[2, 0], [1]]);
    assertEquals(
      batches.map(({ examples, labels, imageShape, pixels }) => ({
        examples: [...examples],
        labels,
        imageShape,
        pixels: pixels.length,
      })),
      [
        {
          examples: [2, 0],
          labels: Uint16Array.of(1, 0),
          imageShape: [8, 8, 3],
          pixels: 2 * 192,
        },
        {
          examples: [1],
          labels: Uint16Array.of(0),
          imageShape: [8, 8, 3],
          pixels: 192,
        },
      ],
    );
  }));

test("an image's pixels depend on the key and the image alone", () =>
  withImages(async (images) => {
    const [batch] = await all(images, [[0, 1, 2]]);
    for (const options of [{ prefetch: 0 }, { threads: 1 }, { prefetch: 9 }]) {
      const [two, one] = await all(images, [[2, 1], [0]], options);
      const parts = [
        one!.pixels,
        two!.pixels.slice(192),
        two!.pixels.slice(0, 192),
      ];
      assertEquals(
        batch!.pixels,
        Uint8Array.from(parts.flatMap((part) => [...part])),
      );
    }
    const [other] = await all(images, [[0, 1, 2]], { crop: rootKey(1) });
    assertEquals(other!.pixels.some((p, i) => p !== batch!.pixels[i]), true);
  }));

test("a loop over the batches may be left early", () =>
  withImages(async ({ test }) => {
    const batches = Array.from({ length: 1000 }, () => Uint32Array.of(0, 1));
    const options = { ...OPTIONS, crop: "centre", batches } as const;
    for await (const { labels } of imageBatches(test, options)) {
      assertEquals([...labels], [0, 1]);
      break;
    }
  }));

test("a damaged image ends the loop at its batch, with its name", () =>
  withImages(async ({ train }) => {
    const seen: number[] = [];
    const batches = [[0], [2], [1], [0]].map((each) => Uint32Array.from(each));
    await assertRejects(
      async () => {
        for await (
          const { examples } of imageBatches(train, { ...OPTIONS, batches })
        ) seen.push(...examples);
      },
      UsageError,
      "train/cat/2.JPEG: expected a whole JPEG or PNG image, found 8 bytes",
    );
    assertEquals(seen, [0, 2]);
  }, { damaged: true }));

test("an image that is gone is told, with no option of a task", () =>
  withImages(async ({ train }) => {
    const path = join(train.folder, "train/cat/2.JPEG");
    await Deno.remove(path);
    const batches = [Uint32Array.of(1)];
    const { message } = await assertRejects(
      () => Array.fromAsync(imageBatches(train, { ...OPTIONS, batches })),
      UsageError,
      `Cannot read ${path}: No such file or directory`,
    );
    assertEquals(message.includes("--data-dir"), false);
  }));

const REFUSED: readonly [
  string,
  number[],
  Partial<ImageBatchOptions>,
  string,
][] = [
  [
    "an image that is not there",
    [3],
    {},
    "there are 3 images, asked for number 3",
  ],
  ["a side of 0", [0], { side: 0 }, "side must be an integer of at least 1"],
  ["half a batch", [0], { prefetch: 0.5 }, "prefetch must be an integer of at"],
  ["no thread", [0], { threads: 0 }, "threads must be a positive integer"],
];

for (const [what, examples, options, reason] of REFUSED) {
  test(`imageBatches refuses ${what}`, () =>
    withImages(async (images) => {
      await assertRejects(
        () => all(images, [examples], options),
        RangeError,
        reason,
      );
    }));
}
