/**
 * Images that are read while they are trained on, since they do not fit into
 * memory: ImageNet's, or made ones of the same kind.
 *
 * @module
 */
import type { Dataset, Examples } from "../../core/dataset.ts";
import type { Key } from "../../core/key.ts";
import {
  type ImageBatch,
  imageBatches,
  IMAGENET_STATISTICS,
  openImageNet,
  synthetic,
} from "../../datasets/mod.ts";
import {
  type PixelTables,
  standardisingTables,
} from "../../training/augmentation/pixel_tables.ts";

/** Where images come from, in JSON. */
export type ImageSourceSettings =
  | { readonly name: "imagenet"; readonly side: number }
  | {
    readonly name: "synthetic";
    readonly side: number;
    readonly classes: number;
    readonly trainCount: number;
    readonly testCount: number;
  };

/** Some images of a source, in memory. */
export interface SourceBatch {
  /** All of them in the order of the batch. */
  readonly examples: Examples;
  /** Their numbers in the source. */
  readonly numbers: Uint32Array;
}

/** Images to train on and to evaluate on. */
export interface ImageSource
  extends Pick<Dataset, "imageShape" | "classes" | "checksum"> {
  readonly trainCount: number;
  readonly testCount: number;
  readonly tables: PixelTables;
  /** The batches of an epoch, cropped by its key. */
  train(
    batches: Iterable<Uint32Array>,
    crop: Key,
  ): AsyncIterable<SourceBatch>;
  /** All of those to evaluate on, so many at a time. */
  test(batchSize: number): AsyncIterable<SourceBatch>;
}

/**
 * Opens a source.
 *
 * @throws {UsageError} if ImageNet is not in the data directory.
 */
export async function openImages(
  settings: ImageSourceSettings,
  { dataDir }: { dataDir: string },
): Promise<ImageSource> {
  const tables = standardisingTables(IMAGENET_STATISTICS);
  const { side } = settings;
  const imageShape = [side, side, 3] as const;
  if (settings.name === "synthetic") {
    const made = synthetic({ ...settings, imageShape });
    return {
      ...{ ...made, tables },
      trainCount: made.train.count,
      testCount: made.test.count,
      train: (batches) => inMemory(made.train, batches),
      test: (size) => inMemory(made.test, inOrder(made.test.count, size)),
    };
  }
  const { train, test, classNames, checksum } = await openImageNet(dataDir);
  return {
    ...{ imageShape, tables, checksum },
    classes: classNames.length,
    trainCount: train.count,
    testCount: test.count,
    train: (batches, crop) =>
      decoded(imageBatches(train, { batches, crop, side })),
    test: (size) =>
      decoded(
        imageBatches(test, {
          ...{ batches: inOrder(test.count, size), crop: "centre", side },
        }),
      ),
  };
}

/** 0 to `count` - 1, so many at a time. */
function* inOrder(count: number, size: number): Generator<Uint32Array> {
  for (let from = 0; from < count; from += size) {
    const length = Math.min(size, count - from);
    yield Uint32Array.from({ length }, (_, i) => from + i);
  }
}

async function* decoded(
  batches: AsyncIterable<ImageBatch>,
): AsyncGenerator<SourceBatch> {
  for await (const { pixels: images, labels, examples: numbers } of batches) {
    const { length: count } = numbers;
    yield { examples: { images, labels, count }, numbers };
  }
}

async function* inMemory(
  { images, labels, count }: Examples,
  batches: Iterable<Uint32Array>,
): AsyncGenerator<SourceBatch> {
  const size = images.length / count;
  for (const numbers of batches) {
    const chosen = new Uint8Array(numbers.length * size);
    numbers.forEach((number, i) =>
      chosen.set(images.subarray(number * size, (number + 1) * size), i * size)
    );
    yield {
      examples: {
        images: chosen,
        labels: Uint16Array.from(numbers, (number) => labels[number]!),
        count: numbers.length,
      },
      numbers,
    };
  }
}
