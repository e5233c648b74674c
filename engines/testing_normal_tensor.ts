import * as tf from "@tensorflow/tfjs-core";
import { rootKey, split } from "../core/key.ts";
import { normal } from "../core/random.ts";

/** Standard normal numbers for tests, the same ones for each `name`. */
export function normalTensor<R extends tf.Rank = tf.Rank>(
  name: string,
  shape: readonly number[],
): tf.Tensor<R> {
  const size = tf.util.sizeFromShape([...shape]);
  return tf.tensor<R>(
    normal(split(rootKey(0), name), size),
    [...shape] as tf.ShapeMap[R],
  );
}
