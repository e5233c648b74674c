import * as tf from "@tensorflow/tfjs-core";
import { test } from "@std/testing/bdd";
import { normalTensor } from "../testing_normal_tensor.ts";
import { assertSameAsCpu, CONVOLUTIONS } from "./testing.ts";

for (const [name, convolution] of Object.entries(CONVOLUTIONS)) {
  test(`filter gradient: ${name}`, async () => {
    const { images, filter, strides = 1, pad } = convolution;
    const [batch, height, width] = images;
    await assertSameAsCpu(() => {
      const x = normalTensor<tf.Rank.R4>("images", images);
      const convolve = (w: tf.Tensor) =>
        tf.conv2d(x, w as tf.Tensor4D, strides, pad);
      const w = normalTensor<tf.Rank.R4>("filter", filter);
      const dy = normalTensor("cotangent", convolve(w).shape);
      return [tf.grad(convolve)(w, dy)];
    }, { units: batch * height * width });
  });
}
