/**
 * What every augmentation is: a change of images that a key decides.
 *
 * @module
 */
import { type Key, split } from "../../core/key.ts";

/** The images of a batch, before they become numbers for a network. */
export interface PixelBatch {
  /** Pixels, `[batch, height * width * channels]` row-major, 0 to 255. */
  readonly pixels: Uint8Array;
  /** Height, width and channels of an image. */
  readonly imageShape: readonly [number, number, number];
  /** The number of each example in its data set, `[batch]`. */
  readonly examples: Uint32Array;
}

/**
 * Changes the images of a batch in place.
 *
 * What becomes of an image is a function of the key, the example's number and
 * the image alone: methods that share the key share the images, however a
 * batch is put together or split. Key of an epoch: every example has one
 * augmented image an epoch.
 *
 * @throws {RangeError} if the pixels are not as many as the examples need.
 */
export type Augmentation = (key: Key, batch: PixelBatch) => void;

/**
 * One augmentation after the other, each with a key of its own, so that none
 * depends on the draws of those after it.
 */
export function inOrder(augmentations: readonly Augmentation[]): Augmentation {
  return (key, batch) =>
    augmentations.forEach((augment, i) => augment(split(key, i), batch));
}

/**
 * Calls `change` with a view of each image, the example's number and its row.
 *
 * @throws {RangeError} if the pixels are not as many as the examples need.
 */
export function forEachImage(
  { pixels, imageShape, examples }: PixelBatch,
  change: (image: Uint8Array, example: number, row: number) => void,
): void {
  const size = imageShape.reduce((product, length) => product * length, 1);
  if (pixels.length !== examples.length * size) {
    throw new RangeError(
      `Cannot augment ${examples.length} images of [${imageShape}]: expected ` +
        `${examples.length * size} pixels, found ${pixels.length}`,
    );
  }
  examples.forEach((example, row) =>
    change(pixels.subarray(row * size, (row + 1) * size), example, row)
  );
}
