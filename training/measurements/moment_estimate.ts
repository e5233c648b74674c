import { split } from "../../core/key.ts";
import { permutation } from "../../core/random.ts";
import type { NamedTensors } from "../../core/tensors.ts";
import {
  type GradientEstimate,
  gradientEstimate,
} from "../gradient_estimate.ts";
import type { Moment } from "../training_measurement.ts";

/**
 * The method's gradient estimate at a moment, on examples that the moment's
 * key draws, augmented as the training's. The caller owns it.
 *
 * `at` are other parameters than the moment's, with the same examples and noise.
 */
export function momentEstimate(
  moment: Moment,
  { at = moment.parameters }: { at?: NamedTensors } = {},
): GradientEstimate {
  const { step, dataset, tables, learningRate, microbatch, key } = moment;
  const { augmentation } = moment;
  const { minibatches, sampling } = step.parts.weights;
  const indices = new Uint32Array(minibatches * moment.batchSize);
  const draws = sampling === "disjoint" ? 1 : minibatches;
  const size = indices.length / draws;
  for (let i = 0; i < draws; i++) {
    const order = permutation(
      split(split(key, "examples"), i),
      dataset.train.count,
    );
    indices.set(order.subarray(0, size), i * size);
  }
  return gradientEstimate(at, {
    ...{ step, dataset, tables, indices, learningRate, microbatch },
    ...{ methodState: moment.methodState, key: split(key, "noise") },
    augment: augmentation &&
      ((batch) => augmentation(split(key, "augment"), batch)),
  });
}
