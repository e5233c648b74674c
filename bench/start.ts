import * as tf from "@tensorflow/tfjs-core";
import { type Key, rootKey, split } from "../core/key.ts";
import { uniform, words } from "../core/random.ts";
import { sizeOf } from "../models/initialiser.ts";
import type { Start } from "./trainer.ts";
import { modelOf, type Work } from "./works.ts";

/**
 * Fresh parameters of a work's network and one random batch: pixels uniform on
 * [0, 1), equally likely classes, equal weights that sum to 1. The caller owns
 * the tensors.
 */
export function randomStart(work: Work, key: Key = rootKey(0)): Start {
  const { batchSize } = work;
  const model = modelOf(work);
  const shape = [batchSize, ...model.inputShape];
  return {
    parameters: model.init(split(key, "init")),
    batch: {
      x: tf.tensor(uniform(split(key, "pixels"), sizeOf(shape)), shape),
      labels: tf.tensor1d(
        Int32Array.from(
          words(split(key, "labels"), batchSize),
          (word) => word % model.classes,
        ),
        "int32",
      ),
      weights: tf.fill([batchSize], 1 / batchSize),
    },
  };
}
