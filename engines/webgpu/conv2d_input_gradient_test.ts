import * as tf from "@tensorflow/tfjs-core";
import { test } from "@std/testing/bdd";
import { normalTensor } from "../testing_normal_tensor.ts";
import { assertAsOracle, convolution, CONVOLUTIONS } from "./testing.ts";

for (const row of CONVOLUTIONS) {
  const { name, x, filter, conv } = convolution(row);
  test(`the input's gradient of ${name}`, async () => {
    const terms = row.filter[0] * row.filter[1] * row.filter[3];
    // Twice a unit for each root of the number of additions.
    await assertAsOracle(() => {
      const f = (x: tf.Tensor) => conv(x, filter());
      const dy = normalTensor("dy", f(x()).shape);
      return tf.grad(f)(x(), dy);
    }, 2 * Math.sqrt(terms));
  });
}
