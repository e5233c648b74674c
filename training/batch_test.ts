import * as tf from "@tensorflow/tfjs-core";
import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import type { Examples } from "../core/dataset.ts";
import { numbersOf } from "../core/testing.ts";
import { ENGINE_NAMES, openEngine } from "../engines/mod.ts";
import { batchOf } from "./batch.ts";

/** Three images of 1×2 pixels and 2 channels. */
const examples: Examples = {
  images: Uint8Array.of(...[0, 1, 2, 3], ...[51, 102, 153, 204], 255, 0, 0, 0),
  labels: Uint8Array.of(7, 0, 255),
  count: 3,
};
const imageShape = [1, 2, 2] as const;

for (const engineName of ENGINE_NAMES) {
  test(`pixels are divided by 255, ${engineName}`, async () => {
    await openEngine(engineName);
    const indices = Uint32Array.of(1, 2, 1);
    const { x, labels } = batchOf(examples, { indices, imageShape });
    assertEquals(x.shape, [3, 1, 2, 2]);
    const fifths = [1, 2, 3, 4].map((fifth) => Math.fround(fifth / 5));
    assertEquals(labels.dtype, "int32");
    assertEquals(await numbersOf({ x, labels }), {
      x: [...fifths, 1, 0, 0, 0, ...fifths],
      labels: [0, 255, 0],
    });
    tf.dispose([x, labels]);
  });
}

test("fewer labels or pixels than the examples need are refused", async () => {
  await openEngine("cpu");
  const indices = Uint32Array.of(0);
  for (
    const [wrong, message] of [
      [{ count: 4 }, "Cannot use 4 examples: there are 3 labels"],
      [
        { images: examples.images.subarray(1) },
        "with 3 labels expected 12 pixels, found 11",
      ],
    ] as const
  ) {
    assertThrows(
      () => batchOf({ ...examples, ...wrong }, { indices, imageShape }),
      RangeError,
      message,
    );
  }
  assertThrows(
    () => batchOf(examples, { indices, imageShape: [1, 2, 1] }),
    RangeError,
    "images of [1,2,1]: with 3 labels expected 6 pixels, found 12",
  );
});

test("pixels that are no bytes are refused", async () => {
  await openEngine("cpu");
  const images = Float32Array.from(examples.images, (pixel) => pixel / 255);
  assertThrows(
    () =>
      batchOf({ ...examples, images: images as unknown as Uint8Array }, {
        indices: Uint32Array.of(0),
        imageShape,
      }),
    RangeError,
    "Cannot use images in Float32Array: pixels must be bytes, 0 to 255",
  );
});

test("an example that is not there is refused", async () => {
  await openEngine("cpu");
  assertThrows(
    () => batchOf(examples, { indices: Uint32Array.of(0, 3), imageShape }),
    RangeError,
    "there are 3 examples, asked for number 3",
  );
});
