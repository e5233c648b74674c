/**
 * Gradient estimates of workers against algorithm 1 of the paper, "Gradient
 * Noise Convolution".
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { assertAlmostEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../core/key.ts";
import { disposeTensors, type NamedTensors } from "../core/tensors.ts";
import { synthetic } from "../datasets/synthetic.ts";
import { ENGINE_NAMES, openEngine } from "../engines/mod.ts";
import { batchOf } from "./batch.ts";
import { disposeSums } from "./sums.ts";
import { enhanced, imageShape, network, plain } from "./testdata/contracts.ts";
import { moved } from "./testdata/points.ts";
import { workerEstimate } from "./testdata/worker_estimate.ts";
import { valueAndGradient } from "./value_and_gradient.ts";

const dataset = synthetic({ trainCount: 60, testCount: 1, imageShape });
const model = network({ hidden: [7, 6], classes: 10 });
const key = rootKey(5);
const learningRate = 0.25;

/** Twelve examples of each of three steps, one of them twice. */
const STEPS = [0, 1, 2].map((step) =>
  Uint32Array.from({ length: 12 }, (_, i) => (17 * i + 5 * step) % 60)
    .fill(7, 3, 5)
);

/**
 * Allowed error relative to the largest number of a tensor: as for a plain
 * gradient estimate, 16 units (2^-24) for the sum and 16 for the gradients
 * through three layers, and once more for the point, which has the error of
 * the step before.
 */
const ROUNDING = 64 * 2 ** -24;

for (const engineName of ENGINE_NAMES) {
  for (const weighed of [plain, enhanced(3)]) {
    for (const alpha of [0, 0.25, 1]) {
      const { name } = weighed;
      test(`each worker at its own point, ${name}, α=${alpha}, ${engineName}`, async () => {
        const workers = 3;
        const expected = await oneWorkerAtATime({ workers, alpha, weighed });
        const engine = await openEngine(engineName);
        for (const microbatch of [1, 2, 1000]) {
          const point = moved({ alpha, workers });
          const estimate = workerEstimate(engine, {
            ...{ model, point, weights: weighed },
          });
          const parameters = model.init(key);
          let state: NamedTensors = {};
          for (const [step, indices] of STEPS.entries()) {
            const { state: next, ...sums } = estimate(parameters, {
              ...{ dataset, indices, key, learningRate, state, microbatch },
            });
            const found: NamedTensors = { ...sums.gradient, loss: sums.loss };
            const largestOf = (values: Float32Array) =>
              Math.max(...values.map(Math.abs));
            for (const [name, values] of Object.entries(expected[step]!)) {
              const actual = await found[name]!.data();
              const largest = largestOf(values);
              values.forEach((value, i) =>
                assertAlmostEquals(
                  actual[i]!,
                  value,
                  ROUNDING * largest,
                  `${name} ${i}, step ${step}, microbatches of ${microbatch}`,
                )
              );
            }
            disposeSums(sums);
            disposeTensors(state);
            state = next;
          }
          disposeTensors(state);
          disposeTensors(parameters);
        }
      });
    }
  }
}

/**
 * The oracle: algorithm 1 of the paper, written as it stands there, with the
 * weights' sums taken in another order. Gradients and loss of each step.
 */
async function oneWorkerAtATime(
  { workers, alpha, weighed }: {
    workers: number;
    alpha: number;
    weighed: typeof plain;
  },
): Promise<Record<string, Float32Array>[]> {
  await openEngine("cpu");
  const { minibatches } = weighed;
  const batchSize = 12 / minibatches;
  const share = batchSize / workers;
  const weights = weighed.weights(batchSize, key);
  return tf.tidy(() => {
    const x = model.init(key);
    const names = Object.keys(x);
    let omegas: NamedTensors[] = Array.from(
      { length: workers },
      () =>
        Object.fromEntries(names.map((name) => [name, tf.zerosLike(x[name]!)])),
    );
    return STEPS.map((indices) => {
      const own = omegas.map((omega, i) => {
        const point = Object.fromEntries(names.map((name) => [
          name,
          tf.sub(x[name]!, tf.mul(alpha * learningRate, omega[name]!)),
        ]));
        const places = Array.from(
          { length: minibatches },
          (_, minibatch) =>
            Array.from(
              { length: share },
              (_, j) => minibatch * batchSize + i * share + j,
            ),
        ).flat();
        return workerGradient(point, {
          indices: Uint32Array.from(places, (place) => indices[place]!),
          weights: places.map((place) => workers * weights[place]!),
        });
      });
      const mean: NamedTensors = Object.fromEntries(
        ["loss", ...names].map((name) => [
          name,
          tf.div(tf.addN(own.map((worker) => worker[name]!)), workers),
        ]),
      );
      omegas = own.map((worker) =>
        Object.fromEntries(names.map((name) => [
          name,
          tf.sub(worker[name]!, mean[name]!),
        ]))
      );
      return Object.fromEntries(
        Object.entries(mean)
          .map(([name, tensor]) => [name, tensor.dataSync<"float32">()]),
      );
    });
  });
}

/** Σ w_j ∇ℓ_j, and Σ w_j ℓ_j as "loss". */
function workerGradient(
  parameters: NamedTensors,
  { indices, weights }: { indices: Uint32Array; weights: number[] },
): NamedTensors {
  const { x, labels } = batchOf(dataset.train, { indices, imageShape });
  const { value, gradient } = valueAndGradient((parameters) => {
    const { logits } = model.apply(parameters, { x });
    const likelihoods = tf.sum(
      tf.mul(tf.oneHot(labels, 10), tf.logSoftmax(logits)),
      1,
    );
    const value = tf.neg(tf.sum(tf.mul(weights, likelihoods))) as tf.Scalar;
    return { value, auxiliary: {} };
  }, parameters);
  return { loss: value, ...gradient };
}
