import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../../core/key.ts";
import { synthetic } from "../../datasets/synthetic.ts";
import { type Augmentation, inOrder } from "./augmentation.ts";
import { augmentationOf } from "./augmentation_of.ts";
import { horizontalFlip } from "./horizontal_flip.ts";
import { paddedCrop } from "./padded_crop.ts";
import { randomErasing } from "./random_erasing.ts";

const imageShape = [8, 8, 3] as const;
const { train } = synthetic({ imageShape, trainCount: 20, testCount: 1 });

function augmented(augment: Augmentation): Uint8Array {
  const pixels = train.images.slice();
  const examples = Uint32Array.from({ length: train.count }, (_, i) => i);
  augment(rootKey(0), { pixels, imageShape, examples });
  return pixels;
}

test("settings are the changes that they name, in their order", () => {
  const crop = { pad: 2, padding: "reflect" } as const;
  const erasing = {
    ...{ probability: 1, smallestArea: 0.1, largestArea: 0.2 },
    smallestAspect: 0.5,
  };
  assertEquals(
    augmented(augmentationOf([
      { name: "padded crop", ...crop },
      { name: "horizontal flip" },
      { name: "random erasing", ...erasing },
    ])),
    augmented(
      inOrder([paddedCrop(crop), horizontalFlip(), randomErasing(erasing)]),
    ),
  );
});

test("what an augmentation refuses is refused in its settings", () => {
  assertThrows(
    () => augmentationOf([{ name: "padded crop", pad: -1, padding: "zero" }]),
    RangeError,
    "pad must be a non-negative integer, current value -1",
  );
  const padding = "constant" as "zero";
  assertThrows(
    () => augmentationOf([{ name: "padded crop", pad: 1, padding }]),
    RangeError,
    'Cannot make a padding of "constant": there is none of that name',
  );
});
