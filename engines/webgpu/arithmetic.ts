import * as tf from "@tensorflow/tfjs-core";
import { createHash } from "node:crypto";
import { rootKey, split } from "../../core/key.ts";
import { normal } from "../../core/random.ts";
import { registerGradients } from "../gradients.ts";
import { webgpuRandom } from "./random.ts";

const HASH_LENGTH = 16;

/**
 * How the adapter rounds, in short: a hash of the bits of some results. WebGPU
 * does not tell a driver's version, but a driver that computes other bits
 * (other exp or log, another use of fused multiply-add) has another hash.
 */
export async function arithmeticHash(): Promise<string> {
  registerGradients();
  const tensors = tf.tidy(() => {
    const key = split(rootKey(0), "arithmetic");
    const draw = (name: string, shape: number[]) =>
      tf.tensor(normal(split(key, name), tf.util.sizeFromShape(shape)), shape);
    const x = draw("x", [64, 70]);
    const y = draw("y", [70, 64]);
    const image = draw("image", [8, 9, 9, 4]) as tf.Tensor4D;
    const filter = draw("filter", [3, 3, 4, 8]) as tf.Tensor4D;
    const convolution = (filter: tf.Tensor) =>
      tf.conv2d(image, filter as tf.Tensor4D, 1, "same");
    const positive = tf.abs(x);
    return [
      ...[tf.exp(x), tf.log(positive), tf.sqrt(positive), tf.rsqrt(positive)],
      ...[tf.tanh(x), tf.sigmoid(x), tf.div(1, x), tf.logSoftmax(x)],
      ...[tf.matMul(x, y), tf.matMul(y, x), tf.sum(x), tf.sum(x, 0)],
      ...[convolution(filter), tf.grad(convolution)(filter)],
      webgpuRandom.normal(webgpuRandom.key(key), [1000]),
    ];
  });
  const hash = createHash("sha256");
  const results = await Promise.all(tensors.map((tensor) => tensor.data()));
  for (const { buffer, byteOffset, byteLength } of results) {
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  tf.dispose(tensors);
  return hash.digest("hex").slice(0, HASH_LENGTH);
}
