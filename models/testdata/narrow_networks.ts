/**
 * Every family of networks, small enough to run many times.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { rootKey, split } from "../../core/key.ts";
import type { Model } from "../../core/model.ts";
import { uniform } from "../../core/random.ts";
import { alexnet } from "../alexnet.ts";
import { c1, c2 } from "../c1_c2.ts";
import { sizeOf } from "../initialiser.ts";
import { lenet } from "../lenet.ts";
import { f1, mlp } from "../mlp.ts";
import { resnet } from "../resnet.ts";
import { resnet50 } from "../resnet50.ts";
import { vgg16 } from "../vgg16.ts";
import { skipinitWideResnet, wideResnet } from "../wide_resnet.ts";

/**
 * One network or two of each family; ghost batches of 2, so that the last one
 * may be a single image.
 */
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
  mlp({ inputShape: [3, 2, 1], hidden: [4], classes: 3, ghostBatchSize: 5 }),
  lenet({ inputShape: [12, 12, 1], widths: [2, 3], hidden: [5, 4] }),
  alexnet({ inputShape: [32, 32, 1], widths: [2, 3, 4, 3, 2] }),
  vgg16({
    ...{ inputShape: [32, 32, 3], widths: [3, 3, 3, 3, 3] },
    ghostBatchSize: 2,
  }),
  wideResnet({
    ...{ depth: 10, widenFactor: 1, width: 2, inputShape: [8, 8, 3] },
    ghostBatchSize: 2,
  }),
  skipinitWideResnet({
    ...{ depth: 10, widenFactor: 1, width: 2, inputShape: [8, 8, 3] },
    dropRate: 0.5,
  }),
  resnet50({
    ...{ inputShape: [48, 48, 3], blocks: [2, 1, 1, 1], widths: [2, 2, 2, 2] },
    ...{ classes: 10, ghostBatchSize: 2 },
  }),
];

/** Uniform on [0, 1), `[batch, ...inputShape]`. */
export function inputsOf(model: Model, batch: number): tf.Tensor {
  const shape = [batch, ...model.inputShape];
  const pixels = uniform(split(rootKey(0), "pixels"), sizeOf(shape));
  return tf.tensor(pixels, shape);
}
