/**
 * Checks of examples, for a data set of a person's own: what is missing would
 * train as black images of class 0, and a class that the network does not tell
 * apart as a loss of 0.
 *
 * @module
 */
import type { Dataset, Examples } from "../core/dataset.ts";

/**
 * Checks that there are the labels of all examples, and an image of this shape
 * for each label, in bytes: numbers from 0 to 1 would be cut to black.
 *
 * @throws {RangeError} if not.
 */
export function checkSizes(
  { images, labels, count }: Examples,
  imageShape: Dataset["imageShape"],
): void {
  if (!(images instanceof Uint8Array)) {
    throw new RangeError(
      `Cannot use images in ${
        Object.prototype.toString.call(images).slice("[object ".length, -1)
      }: pixels must be bytes, 0 to 255, in a Uint8Array`,
    );
  }
  if (labels.length < count) {
    throw new RangeError(
      `Cannot use ${count} examples: there are ${labels.length} labels`,
    );
  }
  const size = imageShape.reduce((product, length) => product * length, 1);
  if (images.length !== labels.length * size) {
    throw new RangeError(
      `Cannot use images of [${imageShape}]: with ${labels.length} labels ` +
        `expected ${labels.length * size} pixels, found ${images.length}`,
    );
  }
}

/**
 * Checks that the examples at `indices` are of classes that a network has.
 *
 * @throws {RangeError} if not.
 */
export function checkLabels(
  { labels }: Pick<Examples, "labels">,
  { indices, classes }: { indices: Uint32Array; classes: number },
): void {
  const wrong = indices.find((index) => labels[index]! >= classes);
  if (wrong === undefined) return;
  throw new RangeError(
    `Cannot use example ${wrong}: its label must be below ${classes}, the number of classes, current value ${
      labels[wrong]
    }`,
  );
}

/**
 * Checks all examples: {@linkcode checkSizes} and {@linkcode checkLabels}.
 *
 * @throws {RangeError} as these.
 */
export function checkExamples(
  examples: Examples,
  { imageShape, classes }: Pick<Dataset, "imageShape" | "classes">,
): void {
  checkSizes(examples, imageShape);
  const indices = Uint32Array.from({ length: examples.count }, (_, i) => i);
  checkLabels(examples, { indices, classes });
}
