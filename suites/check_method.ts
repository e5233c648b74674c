/**
 * The conformance table for a method that is no part of the repository: what
 * every method must do, asked of one that may do anything.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { type Key, rootKey, split } from "../core/key.ts";
import type {
  ExampleWeightMethod,
  Method,
  StepMethod,
} from "../core/method.ts";
import { methodAt, partsOf } from "../core/method_parts.ts";
import { disposeTensors, type NamedTensors } from "../core/tensors.ts";
import { synthetic } from "../datasets/synthetic.ts";
import type { Engine } from "../engines/engine.ts";
import { mlp } from "../models/mlp.ts";
import { gradientDescent } from "../training/optimizers/gradient_descent.ts";
import { vectorOf } from "../training/probes/vectors.ts";
import { trainingStep } from "../training/step.ts";
import { trainOneStep } from "../training/train_one_step.ts";

const BATCH_SIZES = [1, 5, 12];
/** Draws over which weights must sum to 1 in the mean. */
const DRAWS = 200;
/** Standard errors, and the rounding of a sum in single precision. */
const [ERRORS, ROUNDING] = [5, 1e-4];
/** Epochs of which a method that changes with them is asked. */
const EPOCHS = [0, 1, 1000];

/**
 * What a method does that none may do, in words; undefined if it conforms:
 * weights of the right number that sum to 1, at least in the mean, and whole
 * steps that give finite parameters, the same bits again for the same key, and
 * leave no tensor behind.
 */
export async function methodProblem(
  engine: Engine,
  method: Method,
): Promise<string | undefined> {
  try {
    const methods = method.place === "by epoch"
      ? new Set(EPOCHS.map((epoch) => methodAt(epoch, method)))
      : [method];
    for (const one of methods) {
      const problem = weightsProblem(partsOf(one).weights) ??
        await stepsProblem(engine, one);
      if (problem !== undefined) return problem;
    }
    return undefined;
  } catch (error) {
    return `it fails: ${error instanceof Error ? error.message : error}`;
  }
}

function weightsProblem(method: ExampleWeightMethod): string | undefined {
  const { minibatches, sampling, weighs = "losses" } = method;
  if (!Number.isSafeInteger(minibatches) || minibatches < 1) {
    return `minibatches must be a positive integer, current value ${minibatches}`;
  }
  if (sampling !== "independent" && sampling !== "disjoint") {
    return `sampling must be "independent" or "disjoint", current value "${sampling}"`;
  }
  if (weighs !== "losses" && weighs !== "contributions") {
    return `weighs must be "losses" or "contributions", current value "${weighs}"`;
  }
  for (const batchSize of BATCH_SIZES) {
    const sums: number[] = [];
    for (let draw = 0; draw < DRAWS; draw++) {
      const key = split(rootKey(0), draw);
      const weights = method.weights(batchSize, key);
      const problem = numbersProblem("weights", {
        numbers: weights,
        again: method.weights(batchSize, key),
        length: minibatches * batchSize,
      });
      if (problem !== undefined) return problem;
      sums.push(weights.reduce((sum, weight) => sum + weight, 0));
    }
    const mean = sums.reduce((sum, value) => sum + value, 0) / DRAWS;
    const variance = sums.reduce((sum, value) => sum + (value - mean) ** 2, 0) /
      (DRAWS - 1);
    const allowed = ERRORS * Math.sqrt(variance / DRAWS) + ROUNDING;
    if (Math.abs(mean - 1) > allowed) {
      return `weights must sum to 1, at least in the mean: those of B=${batchSize} sum to ${
        mean.toPrecision(4)
      } over ${DRAWS} draws`;
    }
  }
  return undefined;
}

function numbersProblem(
  what: string,
  { numbers, again, length }: {
    numbers: unknown;
    again: unknown;
    length: number;
  },
): string | undefined {
  if (!(numbers instanceof Float32Array) || numbers.length !== length) {
    return `${what} must be a Float32Array of ${length} numbers`;
  }
  if (!numbers.every(Number.isFinite)) return `${what} must be finite`;
  if (numbers.some((value, i) => value !== (again as Float32Array)[i])) {
    return `${what} must be the same for the same key: draw from it alone`;
  }
  return undefined;
}

/** Two steps after each other, made twice. */
async function stepsProblem(
  engine: Engine,
  method: StepMethod,
): Promise<string | undefined> {
  const before = tf.memory().numTensors;
  const first = await twoSteps(engine, method);
  const again = await twoSteps(engine, method);
  const left = tf.memory().numTensors - before;
  return numbersProblem("parameters after a step", {
    numbers: first,
    again,
    length: first.length,
  }) ?? (left === 0 ? undefined : `steps leave ${left} tensors undisposed`);
}

async function twoSteps(
  engine: Engine,
  method: StepMethod,
): Promise<Float32Array> {
  const { weights, point } = partsOf(method);
  const batchSize = 2 * (point?.workers ?? 2);
  const examples = weights.minibatches * batchSize;
  const imageShape = [3, 3, 1] as const;
  const dataset = synthetic({
    ...{ trainCount: examples, testCount: 1, imageShape, classes: 3 },
  });
  const model = mlp({
    ...{ inputShape: imageShape, hidden: [5], classes: 3 },
    // Where contributions are not the same as losses.
    ...(weights.weighs === "contributions" ? { ghostBatchSize: 2 } : {}),
  });
  const optimizer = gradientDescent();
  const step = trainingStep(engine, { model, optimizer, method });
  const root: Key = rootKey(1);
  let parameters = model.init(split(root, "init"));
  let state = optimizer.init(parameters);
  let methodState: NamedTensors = {};
  for (let made = 0; made < 2; made++) {
    const { loss, statistics, ...next } = trainOneStep(parameters, {
      ...{ step, dataset, state, methodState, learningRate: 0.1 },
      indices: Uint32Array.from({ length: examples }, (_, i) => i),
      key: split(split(root, "noise"), made),
    });
    for (const old of [parameters, state, methodState, statistics, { loss }]) {
      disposeTensors(old);
    }
    ({ parameters, state, methodState } = next);
  }
  const end = await vectorOf(parameters);
  for (const old of [parameters, state, methodState]) disposeTensors(old);
  return end;
}
