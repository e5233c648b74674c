import type { Dataset } from "../../core/dataset.ts";
import { synthetic } from "../../datasets/synthetic.ts";

/** How many images, of what shape. */
export interface FewImagesOptions {
  readonly imageShape: readonly [number, number, number];
  readonly classes: number;
  /** N */
  readonly examples: number;
}

/** A few synthetic images to train on. */
export function fewImages(
  { imageShape, classes, examples }: FewImagesOptions,
): Dataset {
  return synthetic({
    ...{ imageShape, classes, trainCount: examples, testCount: 1 },
  });
}
