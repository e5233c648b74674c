import * as tf from "@tensorflow/tfjs-core";
import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { openEngine } from "../mod.ts";
import { normalTensor } from "../testing_normal_tensor.ts";
import { assertSameAsCpu, valueAndGradients } from "./testing.ts";

/** Along which axis of `shape`, of which slices; some of them twice. */
const GATHERINGS: readonly {
  shape: number[];
  axis: number;
  indices: number[] | number[][];
  batchDims?: number;
}[] = [
  { shape: [5, 3], axis: 0, indices: [4, 0, 4] },
  { shape: [5], axis: 0, indices: [1, 2, 1, 3] },
  { shape: [4, 5, 3], axis: 1, indices: [2, 0] },
  { shape: [4, 5, 3], axis: -1, indices: [2, 2] },
  { shape: [4, 5, 3], axis: 1, indices: [[3, 4], [0, 3]] },
  { shape: [3, 5], axis: 1, indices: [[4], [0], [2]], batchDims: 1 },
  {
    shape: [3, 5, 2],
    axis: 1,
    indices: [[4, 0], [0, 1], [2, 2]],
    batchDims: 1,
  },
  { shape: [2, 3, 5], axis: 2, indices: [[4, 0], [1, 2]], batchDims: 1 },
];

for (const { shape, axis, indices, batchDims = 0 } of GATHERINGS) {
  const which = JSON.stringify(indices);
  test(`${which} of axis ${axis} of [${shape}], ${batchDims} batch dimensions`, async () => {
    await assertSameAsCpu(() => {
      const places = tf.tensor(indices, undefined, "int32");
      const f = (x: tf.Tensor) => tf.gather(x, places, axis, batchDims);
      const x = normalTensor("x", shape);
      // tfjs has this gradient for one batch dimension before the axis only.
      if (batchDims > 0 && axis > 1) return [f(x)];
      return valueAndGradients(f, [x]);
    }, { units: 4 });
  });
}

test("integers are gathered", async () => {
  await assertSameAsCpu(() => {
    const x = tf.tensor2d([1, 2, 3, 4], [2, 2], "int32");
    return [tf.gather(x, tf.tensor1d([1, 1], "int32"))];
  });
});

test("an index outside the axis is an error that leaves nothing", async () => {
  await openEngine("wasm");
  const before = tf.backend().numDataIds();
  for (const index of [-1, 5]) {
    tf.tidy(() => {
      const x = tf.ones([5, 3]);
      assertThrows(
        () => tf.gather(x, tf.tensor1d([index], "int32")),
        RangeError,
        `Cannot gather ${index}: axis 0 of [5,3] has no such`,
      );
    });
  }
  assertEquals(tf.backend().numDataIds(), before);
});
