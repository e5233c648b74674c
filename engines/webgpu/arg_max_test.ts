import * as tf from "@tensorflow/tfjs-core";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { normalTensor } from "../testing_normal_tensor.ts";
import { assertAsOracle, onWebgpu } from "./testing.ts";

for (
  const { shape, axis } of [
    { shape: [30, 6], axis: 1 },
    { shape: [30, 6], axis: 0 },
    { shape: [5, 100], axis: -1 },
    { shape: [3, 40, 7], axis: 1 },
    { shape: [50], axis: 0 },
    { shape: [70_000, 3], axis: 1 },
  ]
) {
  test(`argMax and argMin of [${shape}] along ${axis}`, async () => {
    const x = () => normalTensor("x", shape);
    await assertAsOracle(() => tf.argMax(x(), axis), 0);
    await assertAsOracle(() => tf.argMin(x(), axis), 0);
  });
}

test("of equal numbers the first is taken", async () => {
  const x = Array.from({ length: 200 }, (_, i) => i % 100 === 7 ? 1 : 0);
  assertEquals((await onWebgpu(() => tf.argMax(x))).values, [7]);
  assertEquals((await onWebgpu(() => tf.argMin(x))).values, [0]);
});
