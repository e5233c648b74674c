import * as tf from "@tensorflow/tfjs-core";
import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { openEngine } from "../mod.ts";
import { normalTensor } from "../testing_normal_tensor.ts";
import { assertSameAsCpu, CONVOLUTIONS } from "./testing.ts";

for (const [name, convolution] of Object.entries(CONVOLUTIONS)) {
  test(`convolution: ${name}`, async () => {
    const { images, filter, strides = 1, pad } = convolution;
    const [height, width, channels] = filter;
    await assertSameAsCpu(() => {
      const x = normalTensor<tf.Rank.R4>("images", images);
      const w = normalTensor<tf.Rank.R4>("filter", filter);
      return [tf.conv2d(x, w, strides, pad)];
    }, { units: height * width * channels });
  });
}

test("convolution with dilations, padded to the same size", async () => {
  await assertSameAsCpu(() => {
    const x = normalTensor<tf.Rank.R4>("images", [2, 7, 8, 3]);
    const w = normalTensor<tf.Rank.R4>("filter", [3, 2, 3, 4]);
    return [tf.conv2d(x, w, 1, "same", "NHWC", [2, 3])];
  }, { units: 3 * 2 * 3 });
});

test("padding of a number is one of both axes, also for windows that are not square", async () => {
  await openEngine("wasm");
  tf.tidy(() => {
    const x = normalTensor<tf.Rank.R4>("images", [1, 5, 5, 1]);
    const w = normalTensor<tf.Rank.R4>("filter", [1, 2, 1, 1]);
    const gradients = (pad: number | [[0, 0], [0, 0], [0, 0], [0, 0]]) =>
      tf.grads((x: tf.Tensor, w: tf.Tensor) =>
        tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, pad)
      )([x, w]).map((gradient) => gradient.arraySync());
    assertEquals(gradients(0), gradients([[0, 0], [0, 0], [0, 0], [0, 0]]));
  });
});

test("gradients of images with channels first are refused", async () => {
  await openEngine("wasm");
  tf.tidy(() => {
    const [dy, filter] = [tf.ones([1, 2, 3, 3]), tf.ones([1, 1, 4, 2])];
    const attrs = {
      ...{ strides: 1, pad: "valid", dataFormat: "NCHW" },
      inputShape: [1, 4, 3, 3],
    };
    assertThrows(
      () =>
        tf.engine().runKernel(tf.Conv2DBackpropInput, { dy, filter }, attrs),
      RangeError,
      "Cannot convolve NCHW",
    );
  });
});
