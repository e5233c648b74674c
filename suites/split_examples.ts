import type { Dataset } from "../core/dataset.ts";

/** Which examples of a data set are for what. */
export interface ExamplesSplit {
  /** Train on the first so many training examples. */
  readonly trainExamples: number;
  /** Test on the last so many of them; 0, the default: on the test set. */
  readonly heldOut?: number;
}

/**
 * The examples to train on and those to test on; they have none in common.
 *
 * @throws {RangeError} if there are not as many.
 */
export function splitExamples(
  { name, train, test }: Pick<Dataset, "name" | "train" | "test">,
  { trainExamples, heldOut = 0 }: ExamplesSplit,
): Pick<Dataset, "train" | "test"> {
  if (trainExamples + heldOut > train.count) {
    const held = heldOut > 0 ? ` and hold out ${heldOut}` : "";
    throw new RangeError(
      `Cannot train on ${trainExamples} examples${held}: ${name} has ${train.count}`,
    );
  }
  const { images, labels, count } = train;
  const from = count - heldOut;
  const pixels = images.length / labels.length;
  return {
    train: { ...train, count: trainExamples },
    test: heldOut === 0 ? test : {
      images: images.subarray(from * pixels, count * pixels),
      labels: labels.subarray(from, count),
      count: heldOut,
    },
  };
}
