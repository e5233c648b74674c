import * as tf from "@tensorflow/tfjs-core";
import { test } from "@std/testing/bdd";
import { normalTensor } from "../testing_normal_tensor.ts";
import { assertSameAsCpu, CONVOLUTIONS } from "./testing.ts";

for (const [name, convolution] of Object.entries(CONVOLUTIONS)) {
  test(`input gradient: ${name}`, async () => {
    const { images, filter, strides = 1, pad } = convolution;
    const [height, width, , outChannels] = filter;
    await assertSameAsCpu(() => {
      const w = normalTensor<tf.Rank.R4>("filter", filter);
      const convolve = (x: tf.Tensor) =>
        tf.conv2d(x as tf.Tensor4D, w, strides, pad);
      const x = normalTensor<tf.Rank.R4>("images", images);
      const dy = normalTensor("cotangent", convolve(x).shape);
      return [tf.grad(convolve)(x, dy)];
    }, { units: height * width * outChannels });
  });
}

test("the transposed convolution is this kernel too", async () => {
  await assertSameAsCpu(() => {
    const x = normalTensor<tf.Rank.R4>("images", [2, 3, 4, 5]);
    const w = normalTensor<tf.Rank.R4>("filter", [3, 3, 2, 5]);
    return [tf.conv2dTranspose(x, w, [2, 6, 8, 2], 2, "same")];
  }, { units: 9 * 5 });
});
