import * as tf from "@tensorflow/tfjs-core";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { normalTensor } from "../testing_normal_tensor.ts";
import { assertAsOracle, onWebgpu } from "./testing.ts";

test("sums of segments are those of the oracle", async () => {
  for (const shape of [[7], [7, 5], [7, 2, 3]]) {
    await assertAsOracle(() =>
      tf.unsortedSegmentSum(
        normalTensor("x", shape),
        tf.tensor1d([0, 3, 3, 1, 0, 3, 0], "int32"),
        5,
      ), 4);
  }
});

test("the gradient of a gather of many equal rows has the same bits in each run", async () => {
  const gradient = () => {
    const indices = Array.from({ length: 3000 }, (_, i) => (i * i) % 7);
    const f = (x: tf.Tensor) => tf.gather(x, tf.tensor1d(indices, "int32"));
    return tf.grad(f)(
      normalTensor("x", [7, 9]),
      normalTensor("dy", [3000, 9]),
    );
  };
  const first = await onWebgpu(gradient);
  for (let run = 0; run < 3; run++) {
    assertEquals(await onWebgpu(gradient), first);
  }
});

test("numbers of segments that are not there are left out", async () => {
  const { values } = await onWebgpu(() =>
    tf.unsortedSegmentSum(
      tf.tensor1d([1, 2, 4, NaN], "float32"),
      tf.tensor1d([0, -1, 0, 2], "int32"),
      2,
    )
  );
  assertEquals(values, [5, 0]);
});

test("integers stay integers", async () => {
  const large = 2 ** 30 + 1;
  const { values } = await onWebgpu(() =>
    tf.unsortedSegmentSum(
      tf.tensor1d([large, 1, 2], "int32"),
      tf.tensor1d([1, 0, 1], "int32"),
      2,
    )
  );
  assertEquals(values, [1, large + 2]);
});
