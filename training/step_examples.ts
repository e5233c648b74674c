import * as tf from "@tensorflow/tfjs-core";
import type { Dataset } from "../core/dataset.ts";
import type { EngineRandom } from "../core/engine_random.ts";
import { type Key, split } from "../core/key.ts";
import type { MethodParts } from "../core/method_parts.ts";
import type { Model } from "../core/model.ts";
import { uniform } from "../core/random.ts";
import type { PixelBatch } from "./augmentation/augmentation.ts";
import { batchOf, type InputOptions } from "./batch.ts";
import { checkLabels } from "./check_examples.ts";
import { observedExamples } from "./gradient_statistics.ts";
import { weighedIn, type WeightedBatch } from "./microbatch_sums.ts";

/** Which examples a step has, and what they weigh. */
export interface StepExamplesOptions extends Omit<InputOptions, "augment"> {
  /**
   * Changes the images of a batch before, in place; `places` are those of its
   * examples in the step.
   */
  augment?: ((batch: PixelBatch, places: Uint32Array) => void) | undefined;
  /** The network that they are for. */
  model: Pick<Model, "classes" | "dropRate" | "ghostBatchSize">;
  /** The engine's draws, for a network with dropout. */
  random: EngineRandom;
  /** What weighs the examples, and asks for statistics. */
  parts: MethodParts;
  /** Its training examples are used. */
  dataset: Pick<Dataset, "imageShape" | "train">;
  /** The step's training examples, one minibatch after the other. */
  indices: Uint32Array;
  /** The step's noise key. */
  key: Key;
}

/** The examples of one step, which has places for them from 0 on. */
export interface StepExamples {
  /** Examples of one minibatch. */
  batchSize: number;
  /** The examples at some places, in ascending order; the caller owns them. */
  batchAt(places: Uint32Array): WeightedBatch;
}

/**
 * The examples of one step with their weights.
 *
 * @throws {RangeError} if `indices` are not minibatches of one size, an example
 * is of a class that the network does not have, or the method does not give
 * each example a weight.
 */
export function stepExamples(
  { model, random, parts, dataset, indices, key, augment, ...inputs }:
    StepExamplesOptions,
): StepExamples {
  const { minibatches } = parts.weights;
  const batchSize = indices.length / minibatches;
  if (!Number.isSafeInteger(batchSize) || batchSize < 1) {
    throw new RangeError(
      `Cannot make a step of ${minibatches} equal minibatches: it has ${indices.length} examples`,
    );
  }
  checkLabels(dataset.train, { indices, classes: model.classes });
  const weights = parts.weights.weights(batchSize, key);
  const drawn = parts.weights.drawnLabelWeights?.(batchSize, key);
  checkWeights(weights, { of: parts.weights.name, count: indices.length });
  if (drawn !== undefined) {
    checkWeights(drawn, { of: parts.weights.name, count: indices.length });
  }
  const uniforms = drawn && uniform(split(key, "labels"), indices.length);
  const observed = observedExamples(parts.gradient, indices.length);
  return {
    batchSize,
    batchAt: (places) => {
      const at = (values: Float32Array) =>
        tf.tensor1d(Float32Array.from(places, (place) => values[place]!));
      return {
        ...batchOf(dataset.train, {
          indices: places.map((place) => indices[place]!),
          imageShape: dataset.imageShape,
          augment: augment && ((batch) => augment(batch, places)),
          ...inputs,
        }),
        ...{ weights: at(weights), weighs: weighedIn(model, parts.weights) },
        ...(drawn && uniforms
          ? { drawn: { weights: at(drawn), uniforms: at(uniforms) } }
          : {}),
        ...(model.dropRate === undefined ? {} : {
          dropoutKey: random.key(split(split(key, "dropout"), places[0] ?? 0)),
        }),
        observed: places.filter((place) => place < observed).length,
      };
    },
  };
}

/** A weight that is missing would count as NaN, as of a training that diverges. */
function checkWeights(
  weights: Float32Array,
  { of, count }: { of: string; count: number },
): void {
  if (weights instanceof Float32Array && weights.length === count) return;
  throw new RangeError(
    `Cannot weigh examples by ${of}: its weights must be a Float32Array of ${count} numbers, current length ${weights?.length}`,
  );
}
