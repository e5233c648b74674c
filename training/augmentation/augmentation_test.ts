import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../../core/key.ts";
import { synthetic } from "../../datasets/synthetic.ts";
import {
  type Augmentation,
  forEachImage,
  inOrder,
  type PixelBatch,
} from "./augmentation.ts";
import { horizontalFlip } from "./horizontal_flip.ts";
import { paddedCrop } from "./padded_crop.ts";
import { randomErasing } from "./random_erasing.ts";

const imageShape = [8, 10, 3] as const;
const SIZE = 240;
const { images } = synthetic({ imageShape, trainCount: 50, testCount: 1 })
  .train;

/** A batch of the examples with these numbers. */
function batchOf(...examples: number[]): PixelBatch {
  const pixels = new Uint8Array(examples.length * SIZE);
  examples.forEach((example, row) =>
    pixels.set(
      images.subarray(example * SIZE, (example + 1) * SIZE),
      row * SIZE,
    )
  );
  return { pixels, imageShape, examples: Uint32Array.from(examples) };
}

/** The pixels of the batch after the augmentation. */
function augmented(
  augment: Augmentation,
  { seed = 0, batch }: { seed?: number; batch: PixelBatch },
): Uint8Array {
  augment(rootKey(seed), batch);
  return batch.pixels;
}

const ALL: Readonly<Record<string, Augmentation>> = {
  "horizontal flip": horizontalFlip(),
  "padded crop": paddedCrop({ pad: 2 }),
  "padded crop with reflection": paddedCrop({ pad: 2, padding: "reflect" }),
  "random erasing": randomErasing(),
  "all of them": inOrder([paddedCrop(), horizontalFlip(), randomErasing()]),
};

const numbers = Array.from({ length: 50 }, (_, i) => i);

for (const [name, augment] of Object.entries(ALL)) {
  test(`${name}: an image depends on key and example alone`, () => {
    const whole = augmented(augment, { batch: batchOf(...numbers) });
    const reversed = augmented(augment, {
      batch: batchOf(...numbers.toReversed()),
    });
    for (const i of numbers) {
      const image = whole.slice(i * SIZE, (i + 1) * SIZE);
      assertEquals(augmented(augment, { batch: batchOf(i) }), image);
      const row = 49 - i;
      assertEquals(reversed.slice(row * SIZE, (row + 1) * SIZE), image);
    }
  });

  test(`${name}: another key gives other images`, () => {
    assertNotEquals(
      augmented(augment, { batch: batchOf(...numbers) }),
      augmented(augment, { seed: 1, batch: batchOf(...numbers) }),
    );
  });
}

test("inOrder: what comes later changes no draw of what came before", () => {
  const crop = paddedCrop();
  const cropped = augmented(inOrder([crop]), { batch: batchOf(...numbers) });
  const flippedToo = batchOf(...numbers);
  inOrder([crop, horizontalFlip()])(rootKey(0), flippedToo);
  const mirrored = batchOf(...numbers);
  mirrored.pixels.set(cropped);
  inOrder([() => {}, horizontalFlip()])(rootKey(0), mirrored);
  assertEquals(flippedToo.pixels, mirrored.pixels);
});

test("inOrder: the same augmentation twice draws twice", () => {
  const flip = horizontalFlip();
  const twice = augmented(inOrder([flip, flip]), {
    batch: batchOf(...numbers),
  });
  assertNotEquals(twice, batchOf(...numbers).pixels);
});

test("forEachImage refuses pixels of another number of images", () => {
  const batch = { ...batchOf(1, 2), examples: Uint32Array.of(1, 2, 3) };
  assertThrows(
    () => forEachImage(batch, () => {}),
    RangeError,
    "Cannot augment 3 images of [8,10,3]: expected 720 pixels, found 480",
  );
});
