import { join } from "node:path";
import type { Key } from "../../core/key.ts";
import { decodePool } from "./decode_pool.ts";
import type { ImageList } from "./listing.ts";

/** Images of a batch, in memory. */
export interface ImageBatch {
  /** Pixels, `[batch, side * side * 3]` row-major, 0 to 255. */
  readonly pixels: Uint8Array;
  /** Height, width and channels of an image. */
  readonly imageShape: readonly [number, number, number];
  /** The number of each image in its list, `[batch]`. */
  readonly examples: Uint32Array;
  /** Class of each image, `[batch]`. */
  readonly labels: Uint16Array;
}

/** Options of {@linkcode imageBatches}. */
export interface ImageBatchOptions {
  /** The numbers of the images of each batch. */
  readonly batches: Iterable<Uint32Array>;
  /** Random crops by the key of the epoch; "centre" to evaluate. */
  readonly crop: "centre" | Key;
  /** Rows and columns of an image. */
  readonly side?: number;
  /** Threads that decode. */
  readonly threads?: number;
  /** Batches that are prepared while one is used. */
  readonly prefetch?: number;
}

/**
 * The batches, one after the other, decoded by threads while the last one is
 * in use. A random crop is a function of key and image alone; see
 * `randomResizedCrop` and `centreCrop` for what is cut out.
 *
 * The pixels are the caller's. Threads end with the loop, also if it is left
 * early. Memory: `prefetch` + 1 batches of 150 kB an image.
 *
 * @throws {UsageError} if an image cannot be read or is none.
 * @throws {RangeError} if there is no image of a number, `side` or `threads` is
 * no positive integer, or `prefetch` no non-negative one.
 */
export async function* imageBatches(
  { folder, paths, labels, count }: ImageList,
  {
    batches,
    crop,
    side = 224,
    threads = navigator.hardwareConcurrency,
    prefetch = 2,
  }: ImageBatchOptions,
): AsyncGenerator<ImageBatch> {
  checkAtLeast(1, { what: "side", value: side });
  checkAtLeast(0, { what: "prefetch", value: prefetch });
  const imageShape = [side, side, 3] as const;
  const pool = decodePool({ threads });
  const prepare = async (examples: Uint32Array): Promise<ImageBatch> => {
    const absent = examples.find((example) => example >= count);
    if (absent !== undefined) {
      throw new RangeError(
        `Cannot make a batch: there are ${count} images, asked for number ${absent}`,
      );
    }
    const images = Array.from(examples, (example) => ({
      path: join(folder, paths[example]!),
      example,
    }));
    return {
      pixels: await pool.decode(images, { side, crop }),
      imageShape,
      examples,
      labels: Uint16Array.from(examples, (example) => labels[example]!),
    };
  };
  const underWay: Promise<ImageBatch>[] = [];
  try {
    for (const examples of batches) {
      const batch = prepare(examples);
      // Its error is for those who wait for it, which may be later.
      batch.catch(() => {});
      underWay.push(batch);
      if (underWay.length > prefetch) yield await underWay.shift()!;
    }
    for (const batch of underWay) yield await batch;
  } finally {
    await pool.close();
  }
}

function checkAtLeast(
  least: number,
  { what, value }: { what: string; value: number },
): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new RangeError(
    `Cannot make batches: ${what} must be an integer of at least ${least}, ` +
      `current value ${value}`,
  );
}
