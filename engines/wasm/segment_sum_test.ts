import * as tf from "@tensorflow/tfjs-core";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { openEngine } from "../mod.ts";
import { normalTensor } from "../testing_normal_tensor.ts";
import { assertSameAsCpu } from "./testing.ts";

const SUMS: readonly { shape: number[]; segments: number[]; count: number }[] =
  [
    { shape: [5], segments: [0, 1, 0, 2, 1], count: 3 },
    { shape: [5, 2, 3], segments: [3, 3, 0, 3, 1], count: 4 },
    // Slices of segments that do not exist are left out.
    { shape: [4, 2], segments: [0, -1, 7, 1], count: 2 },
  ];

for (const { shape, segments, count } of SUMS) {
  test(`[${shape}] to segments ${segments} of ${count}`, async () => {
    await assertSameAsCpu(() => {
      const x = normalTensor("x", shape);
      const ids = tf.tensor1d(segments, "int32");
      return [tf.unsortedSegmentSum(x, ids, count)];
    }, { units: shape[0]! });
  });
}

test("integers are summed, to integers", async () => {
  await openEngine("wasm");
  const sums = tf.tidy(() => {
    const x = tf.tensor1d([1, 2, 3], "int32");
    return tf.unsortedSegmentSum(x, tf.tensor1d([1, 0, 1], "int32"), 2)
      .dataSync();
  });
  assertEquals(sums, new Int32Array([2, 4]));
});
