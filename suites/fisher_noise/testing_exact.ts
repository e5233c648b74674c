/**
 * What the tests of the exact claims run them on: the real code, and code that
 * is broken on purpose.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { type Key, rootKey } from "../../core/key.ts";
import type {
  ExampleWeightMethod,
  GradientMethod,
  PerturbationInputs,
} from "../../core/method.ts";
import { mapTensors, type NamedTensors } from "../../core/tensors.ts";
import { atRate, summed } from "../exact/testing_broken.ts";
import type { ExactChecks } from "../exact/testing.ts";
import { exactExecutors, TRAINING } from "./exact_runs.ts";
import { exactStudy } from "./exact_study.ts";
import type { ExactSubject } from "./exact_subject.ts";
import { noiseAfterOptimizer } from "./testdata/noise_after_optimizer.ts";
import { squaresBeforeSums } from "./testdata/squares_before_sums.ts";

type Perturbation = GradientMethod["perturbation"];

/** Breaks how noise is added to the gradient, whatever the method. */
function withPerturbation(
  broken: (
    perturbation: Perturbation,
    gradient: NamedTensors,
    inputs: PerturbationInputs,
  ) => NamedTensors,
): ExactSubject {
  const wrap = (method: GradientMethod): GradientMethod => ({
    ...method,
    perturbation: (gradient, inputs) =>
      tf.tidy(() => broken(method.perturbation, gradient, inputs)),
  });
  return {
    ...TRAINING,
    diagonalFisherNoise: (options) =>
      wrap(TRAINING.diagonalFisherNoise(options)),
    fisherTraceNoise: (options) => wrap(TRAINING.fisherTraceNoise(options)),
    kfacNoise: (options) => wrap(TRAINING.kfacNoise(options)),
    isotropicNoise: (options) => wrap(TRAINING.isotropicNoise(options)),
  };
}

/** Breaks the random weights of examples, whatever the method. */
function withWeights(
  broken: (
    weights: (key: Key) => Float32Array,
    given: { key: Key; mean: number },
  ) => Float32Array,
): ExactSubject {
  const wrap = (method: ExampleWeightMethod): ExampleWeightMethod => {
    const { weights, drawnLabelWeights } = method;
    if (drawnLabelWeights !== undefined) {
      return {
        ...method,
        drawnLabelWeights: (batchSize, key) =>
          broken((key) => drawnLabelWeights(batchSize, key), {
            ...{ key, mean: 0 },
          }),
      };
    }
    return {
      ...method,
      weights: (batchSize, key) =>
        broken((key) => weights(batchSize, key), { key, mean: 1 / batchSize }),
    };
  };
  return {
    ...TRAINING,
    fullFisherNoise: (options) => wrap(TRAINING.fullFisherNoise(options)),
    multiplicativeNoise: (options) =>
      wrap(TRAINING.multiplicativeNoise(options)),
    trueFisherNoise: (options) => wrap(TRAINING.trueFisherNoise(options)),
  };
}

/** Noise made from another statistic. */
function withStatistic(
  f: (statistic: tf.Tensor, name: string) => tf.Tensor,
): ExactSubject {
  return withPerturbation((perturbation, gradient, { statistic, ...inputs }) =>
    perturbation(gradient, { ...inputs, statistic: mapTensors(statistic, f) })
  );
}

/** Ways to get structured noise wrong. */
const MUTANTS = {
  "σ × 0.9": withPerturbation((perturbation, gradient, inputs) =>
    mapTensors(perturbation(gradient, inputs), (noise) => tf.mul(noise, 0.9))
  ),
  "σ × 0.9 in the weights": withWeights((weights, { key, mean }) =>
    weights(key).map((weight) => mean + 0.9 * (weight - mean))
  ),
  "F for its root": withStatistic((statistic) => tf.square(statistic)),
  "sums for means": withStatistic((statistic) => tf.mul(statistic, 8)),
  "the squared mean gradient for the mean square": withPerturbation((
    perturbation,
    gradient,
    { statistic, ...inputs },
  ) =>
    perturbation(gradient, {
      ...inputs,
      statistic: mapTensors(
        statistic,
        (value, name) => name in gradient ? tf.square(gradient[name]!) : value,
      ),
    })
  ),
  "K-FAC without the outputs' factor": withStatistic((statistic, name) =>
    name.endsWith("/outputs") ? tf.eye(statistic.shape[0]!) : statistic
  ),
  "K-FAC's noise ignored": {
    ...TRAINING,
    kfacNoise: () => TRAINING.kfacNoise({ scale: 0 }),
  },
  "one random number for all parameters": withPerturbation((
    perturbation,
    gradient,
    { random, ...inputs },
  ) =>
    perturbation(gradient, {
      ...inputs,
      random: {
        ...random,
        normal: (key, shape) =>
          tf.add(tf.zeros([...shape]), random.normal(key, [])),
      },
    })
  ),
  "one seed for all steps": withPerturbation((
    perturbation,
    gradient,
    { random, ...inputs },
  ) =>
    perturbation(gradient, { ...inputs, random, key: random.key(rootKey(0)) })
  ),
  "one seed for all steps in the weights": withWeights((weights) =>
    weights(rootKey(0))
  ),
  "the gradient left out of the weights": withWeights((
    weights,
    { key, mean },
  ) => weights(key).map((weight) => weight - mean)),
  "noise of the small batch alone": {
    ...TRAINING,
    noiseScale: (options) =>
      "scale" in options
        ? TRAINING.noiseScale(options)
        : Math.sqrt(1 / options.smallBatch),
  },
  "trace without c": {
    ...TRAINING,
    fisherTraceNoise: () => TRAINING.fisherTraceNoise({ scale: 1 }),
  },
  "σ² = (M_L - M_S) / M_L": {
    ...TRAINING,
    multiplicativeNoise: (options) =>
      "variance" in options
        ? TRAINING.multiplicativeNoise(options)
        : TRAINING.multiplicativeNoise({
          variance: 1 - options.smallBatch / options.largeBatch,
        }),
  },
  "losses weighed": {
    ...TRAINING,
    fullFisherNoise: (options) => ({
      ...{ ...TRAINING.fullFisherNoise(options), weighs: "losses" },
    }),
    multiplicativeNoise: (options) => ({
      ...{ ...TRAINING.multiplicativeNoise(options), weighs: "losses" },
    }),
  },
  "squares before sums in convolutions": {
    ...TRAINING,
    conv2d: squaresBeforeSums,
  },
  "noise added after the optimizer": {
    ...TRAINING,
    trainOneStep: noiseAfterOptimizer,
  },
  "learning rate off by 2 %": {
    ...TRAINING,
    gradientDescent: () => atRate(TRAINING.gradientDescent(), 1.02),
    momentum: (options) => atRate(TRAINING.momentum(options), 1.02),
  },
  "learning rates of the schedule off by 2 %": {
    ...TRAINING,
    inverseTimeDecay: (rate, options) =>
      TRAINING.inverseTimeDecay(1.02 * rate, options),
  },
  "sums for means in minibatches": {
    ...TRAINING,
    sgd: summed(TRAINING.sgd),
  },
} satisfies Record<string, ExactSubject>;

/** The exact study with what it is checked on. */
export const CHECKS: ExactChecks<ExactSubject> = {
  ...{ study: exactStudy, executors: exactExecutors },
  ...{ training: TRAINING, mutants: MUTANTS },
};
