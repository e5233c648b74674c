import type { Examples } from "../core/dataset.ts";

/** What the tests know about examples of 10 classes. */
export interface ExamplesFacts {
  /** The stated number of examples. */
  readonly count: number;
  /** Length of the pixels. */
  readonly images: number;
  /** Length of the labels. */
  readonly labels: number;
  /** Labels of the first ten examples. */
  readonly firstLabels: readonly number[];
  /** Number of examples of each class. */
  readonly perClass: readonly number[];
  /** Sums of the pixels of the first, the last and all images. */
  readonly pixelSums: Readonly<Record<"first" | "last" | "all", number>>;
}

/** The facts about `examples`, for tests. */
export function factsOf({ images, labels, count }: Examples): ExamplesFacts {
  const pixels = images.length / count;
  const perClass = Array<number>(10).fill(0);
  for (const label of labels) perClass[label]!++;
  return {
    count,
    images: images.length,
    labels: labels.length,
    firstLabels: [...labels.subarray(0, 10)],
    perClass,
    pixelSums: {
      first: sum(images.subarray(0, pixels)),
      last: sum(images.subarray(-pixels)),
      all: sum(images),
    },
  };
}

function sum(values: Uint8Array): number {
  return values.reduce((total, value) => total + value, 0);
}
