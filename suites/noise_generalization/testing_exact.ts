/**
 * What the tests of the exact claims run them on: the real code, and code that
 * is broken on purpose.
 *
 * @module
 */
import type { ExactChecks } from "../exact/testing.ts";
import { classicalMomentum } from "../../training/optimizers/classical_momentum.ts";
import { atRate, summed } from "../exact/testing_broken.ts";
import { exactExecutors, TRAINING } from "./exact_runs.ts";
import { exactStudy } from "./exact_study.ts";
import type { ExactSubject } from "./exact_subject.ts";

/** Ways to get SGD wrong. */
const MUTANTS = {
  "(1-m) inside the velocity": {
    ...TRAINING,
    momentum: (options = {}) => {
      const { momentum = 0.9 } = options;
      return atRate(TRAINING.momentum(options), 1 - momentum);
    },
  },
  "learning rate inside the velocity": {
    ...TRAINING,
    momentum: classicalMomentum,
  },
  "sums for means": {
    ...TRAINING,
    sgd: summed(TRAINING.sgd),
  },
  "learning rate off by 2 %": {
    ...TRAINING,
    gradientDescent: () => atRate(TRAINING.gradientDescent(), 1.02),
    momentum: (options) => atRate(TRAINING.momentum(options), 1.02),
  },
  "learning rates of the schedule off by 2 %": {
    ...TRAINING,
    geometricDecay: (rate, options) =>
      TRAINING.geometricDecay(1.02 * rate, options),
  },
  "first drop at 0.55 of the training": {
    ...TRAINING,
    geometricDecay: (rate, options) => {
      const schedule = TRAINING.geometricDecay(rate, options);
      const late = Math.floor(options.steps / 20);
      return {
        ...schedule,
        learningRate: (progress) =>
          schedule.learningRate({
            ...progress,
            step: Math.max(0, progress.step - late),
          }),
      };
    },
  },
  "ghost batches ignored": {
    ...TRAINING,
    mlp: ({ ghostBatchSize, ...options }) =>
      TRAINING.mlp({
        ...options,
        ...(ghostBatchSize === undefined ? {} : { ghostBatchSize: 1000 }),
      }),
  },
  "an example twice in a minibatch": {
    ...TRAINING,
    *minibatchesOfEpoch(key, options) {
      for (const indices of TRAINING.minibatchesOfEpoch(key, options)) {
        yield indices.map((index, i) => i === 1 ? indices[0]! : index);
      }
    },
  },
  "the same minibatch in every step": {
    ...TRAINING,
    *minibatchesOfEpoch(key, options) {
      const [first] = TRAINING.minibatchesOfEpoch(key, {
        ...options,
        epoch: 0,
      });
      for (const _ of TRAINING.minibatchesOfEpoch(key, options)) yield first!;
    },
  },
  "each example once an epoch": {
    ...TRAINING,
    minibatchesOfEpoch: (key, { drawing: _, ...options }) =>
      TRAINING.minibatchesOfEpoch(key, options),
  },
  "temperature without momentum": {
    ...TRAINING,
    temperature: ({ momentum: _, ...options }) => TRAINING.temperature(options),
  },
  "effective learning rate ε (1-m)": {
    ...TRAINING,
    effectiveLearningRate: ({ learningRate, momentum = 0 }) =>
      learningRate * (1 - momentum),
  },
} satisfies Record<string, ExactSubject>;

/** The exact study with what it is checked on. */
export const CHECKS: ExactChecks<ExactSubject> = {
  ...{ study: exactStudy, executors: exactExecutors },
  ...{ training: TRAINING, mutants: MUTANTS },
};
