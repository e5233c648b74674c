import * as tf from "@tensorflow/tfjs-core";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { normalTensor } from "../testing_normal_tensor.ts";
import {
  assertAsOracle,
  convolution,
  CONVOLUTIONS,
  onWebgpu,
} from "./testing.ts";

for (const row of CONVOLUTIONS) {
  const { name, x, filter, conv, terms } = convolution(row);
  test(`the filter's gradient of ${name}`, async () => {
    // One unit for each root of the number of additions.
    await assertAsOracle(() => {
      const f = (filter: tf.Tensor) => conv(x(), filter);
      const dy = normalTensor("dy", f(filter()).shape);
      return tf.grad(f)(filter(), dy);
    }, 2 * Math.sqrt(terms));
  });
}

test("the sum of many parts has the same bits in each run", async () => {
  const gradient = () => {
    const x = normalTensor("x", [40, 12, 12, 3]);
    const f = (filter: tf.Tensor) =>
      tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, "same");
    const dy = normalTensor("dy", [40, 12, 12, 5]);
    return tf.grad(f)(normalTensor("filter", [3, 3, 3, 5]), dy);
  };
  const first = await onWebgpu(gradient);
  for (let run = 0; run < 3; run++) {
    assertEquals(await onWebgpu(gradient), first);
  }
});

test("NaN in the gradient is not lost", async () => {
  const { values } = await onWebgpu(() => {
    const f = (filter: tf.Tensor) =>
      tf.conv2d(
        tf.ones<tf.Rank.R4>([1, 4, 4, 1]),
        filter as tf.Tensor4D,
        1,
        "same",
      );
    return tf.grad(f)(tf.ones([3, 3, 1, 1]), tf.fill([1, 4, 4, 1], NaN));
  });
  assertEquals(values, Array.from({ length: 9 }, () => NaN));
});
