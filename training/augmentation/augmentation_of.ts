import { refuseUnknown } from "../../core/refuse_unknown.ts";
import { type Augmentation, inOrder } from "./augmentation.ts";
import { horizontalFlip } from "./horizontal_flip.ts";
import { paddedCrop, type Padding } from "./padded_crop.ts";
import { randomErasing } from "./random_erasing.ts";

/** A change of images in JSON, complete: nothing is left to defaults. */
export type AugmentationSettings =
  | { readonly name: "horizontal flip" }
  | {
    readonly name: "padded crop";
    readonly pad: number;
    readonly padding: Padding;
  }
  | {
    readonly name: "random erasing";
    readonly probability: number;
    readonly smallestArea: number;
    readonly largestArea: number;
    readonly smallestAspect: number;
  };

/**
 * The changes that settings describe, one after the other.
 *
 * @throws {RangeError} as the augmentations' own functions, or if there is
 * none of that name.
 */
export function augmentationOf(
  settings: readonly AugmentationSettings[],
): Augmentation {
  return inOrder(settings.map(oneOf));
}

function oneOf(settings: AugmentationSettings): Augmentation {
  switch (settings.name) {
    case "horizontal flip":
      return horizontalFlip();
    case "padded crop":
      return paddedCrop(settings);
    case "random erasing":
      return randomErasing(settings);
    default:
      return refuseUnknown("an augmentation", settings);
  }
}
