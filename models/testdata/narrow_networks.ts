/**
 * Every family of networks, small enough to run many times.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { rootKey, split } from "../../core/key.ts";
import type { Model } from "../../core/model.ts";
import { uniform } from "../../core/random.ts";
import { c1, c2 } from "../c1_c2.ts";
import { sizeOf } from "../initialiser.ts";
import { f1, mlp } from "../mlp.ts";
import { resnet } from "../resnet.ts";

/** One network or two of each family; ghost batches of 2. */
export const NARROW_NETWORKS: readonly Model[] = [
  mlp({ inputShape: [3, 2, 1], hidden: [], classes: 4 }),
  f1({ width: 5 }),
  c1({ inputShape: [8, 8, 3], widths: [2, 3, 4], ghostBatchSize: 2 }),
  c2({
    ...{ inputShape: [16, 16, 3], widths: [2, 3, 4, 5], denseWidth: 6 },
    ...{ classes: 7, ghostBatchSize: 2 },
  }),
  resnet({
    ...{ depth: 8, inputShape: [8, 8, 3], widths: [2, 3, 4] },
    ghostBatchSize: 2,
  }),
];

/** Uniform on [0, 1), `[batch, ...inputShape]`. */
export function inputsOf(model: Model, batch: number): tf.Tensor {
  const shape = [batch, ...model.inputShape];
  const pixels = uniform(split(rootKey(0), "pixels"), sizeOf(shape));
  return tf.tensor(pixels, shape);
}
