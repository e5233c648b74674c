/**
 * What is measured of workers, against the same worked out by hand.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey, split } from "../../core/key.ts";
import type { EvaluationPointMethod } from "../../core/method.ts";
import { permutation } from "../../core/random.ts";
import { splitVector } from "../../core/split_vector.ts";
import { disposeTensors } from "../../core/tensors.ts";
import { synthetic } from "../../datasets/synthetic.ts";
import { type Engine, openEngine } from "../../engines/mod.ts";
import { batchOf } from "../batch.ts";
import { crossEntropy } from "../cross_entropy.ts";
import { gradientEstimate } from "../gradient_estimate.ts";
import { gradientDescent } from "../optimizers/gradient_descent.ts";
import { covarianceSpectrum } from "../probes/covariance_spectrum.ts";
import { vectorOf } from "../probes/vectors.ts";
import { trainingStep } from "../step.ts";
import { imageShape, network } from "../testdata/contracts.ts";
import { moved, shaken } from "../testdata/points.ts";
import type { Moment } from "../training_measurement.ts";
import { workerLossSpread } from "./worker_loss_spread.ts";
import { workerNoise } from "./worker_noise.ts";
import { workerNoiseSpectrum } from "./worker_noise_spectrum.ts";

const WORKERS = 3;
const EXAMPLES = 10;
const dataset = synthetic({ trainCount: 24, testCount: 1, imageShape });
const model = network({ hidden: [6], classes: 10 });

function momentOf(engine: Engine, method: EvaluationPointMethod): Moment {
  return {
    ...{ epoch: 0, steps: 0, methodState: {}, dataset, batchSize: 12 },
    ...{ microbatch: 7, learningRate: 0.5, key: rootKey(1) },
    parameters: model.init(rootKey(0)),
    statistics: {},
    step: trainingStep(engine, {
      ...{ model, optimizer: gradientDescent(), method },
    }),
  };
}

/**
 * The workers' points x - η ω_i, ω_i = g_i - ḡ, from the gradients at x of each
 * worker's share of the examples that the moment's key draws, and of them all.
 */
async function pointsByHand(
  { parameters, learningRate, key, batchSize, step: { engine } }: Moment,
): Promise<number[][]> {
  const step = trainingStep(engine, { model, optimizer: gradientDescent() });
  const drawn = permutation(split(split(key, "examples"), 0), 24)
    .slice(0, batchSize);
  const gradientOf = (indices: Uint32Array) =>
    vectorOf(
      gradientEstimate(parameters, { step, dataset, indices, key })
        .gradient,
    );
  const mean = await gradientOf(drawn);
  const x = await vectorOf(parameters);
  const share = batchSize / WORKERS;
  return await Promise.all(
    Array.from({ length: WORKERS }, async (_, worker) => {
      const own = await gradientOf(
        drawn.subarray(worker * share, (worker + 1) * share),
      );
      return [...x].map((value, k) =>
        value - learningRate * (own[k]! - mean[k]!)
      );
    }),
  );
}

test("losses at the workers' points have a sample deviation, and points a distance", async () => {
  const engine = await openEngine("cpu");
  const moment = momentOf(engine, moved({ alpha: 1, workers: WORKERS }));
  const found = await workerLossSpread({ examples: EXAMPLES }).measure(moment);

  const { x, labels } = batchOf(dataset.train, {
    ...{
      imageShape,
      indices: Uint32Array.from({ length: EXAMPLES }, (_, i) => i),
    },
  });
  const start = await vectorOf(moment.parameters);
  const losses: number[] = [];
  const distances: number[] = [];
  for (const place of await pointsByHand(moment)) {
    const point = splitVector(tf.tensor1d(place), moment.parameters);
    const { logits } = model.apply(point, { x });
    losses.push(tf.mean(crossEntropy(logits, labels)).dataSync()[0]!);
    distances.push(Math.hypot(...place.map((value, k) => value - start[k]!)));
  }
  const [a, b, c] = losses as [number, number, number];
  // Of three numbers: a sixth of the squares of all differences.
  const variance = ((a - b) ** 2 + (b - c) ** 2 + (c - a) ** 2) / 6;
  assert(variance > 0);
  assertAlmostEquals(found.worker_loss_sd!, Math.sqrt(variance), 1e-6);
  const distance = distances.reduce((sum, length) => sum + length) / WORKERS;
  assertAlmostEquals(found.worker_displacement!, distance, 1e-5 * distance);
});

test("workers without deviations have noise that is uniform on [-1, 1]", async () => {
  const engine = await openEngine("cpu");
  const moment = momentOf(engine, shaken(40));
  const { noise } = workerNoise(moment);
  const numbers = (await Promise.all(noise.map(vectorOf)))
    .flatMap((vector) => [...vector]);
  assert(numbers.every((number) => Math.abs(number) <= 1));
  const mean = (of: (number: number) => number) =>
    numbers.reduce((sum, number) => sum + of(number), 0) / numbers.length;
  // Five standard errors of numbers with variance 1/3, and of their squares.
  const error = 5 / Math.sqrt(numbers.length);
  assertAlmostEquals(mean((u) => u), 0, error * Math.sqrt(1 / 3));
  assertAlmostEquals(mean((u) => u ** 2), 1 / 3, error * Math.sqrt(4 / 45));
  noise.forEach(disposeTensors);
});

test("the median eigenvalue of a layer's noise is told", async () => {
  const engine = await openEngine("cpu");
  const moment = momentOf(engine, shaken(5));
  const found = await workerNoiseSpectrum.measure(moment);
  const { noise } = workerNoise(moment);
  const name = "layer 1/kernel";
  const spectrum = await covarianceSpectrum(
    noise.map((omega) => ({ [name]: omega[name]! })),
  );
  assertEquals(found[`noise_eigenvalue/${name}`], spectrum[2]);
  noise.forEach(disposeTensors);
});
