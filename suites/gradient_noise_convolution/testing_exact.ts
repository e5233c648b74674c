/**
 * What the tests of the exact claims run them on: the real code, and code that
 * is broken on purpose.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { rootKey } from "../../core/key.ts";
import type { EvaluationPointMethod, PointInputs } from "../../core/method.ts";
import {
  mapTensors,
  type NamedTensors,
  tensorNamed,
} from "../../core/tensors.ts";
import { displaced } from "../../methods/filter_wise.ts";
import { atRate, firstTwice, summed } from "../exact/testing_broken.ts";
import type { ExactChecks } from "../exact/testing.ts";
import { exactExecutors, TRAINING } from "./exact_runs.ts";
import { exactStudy } from "./exact_study.ts";
import type { ExactSubject } from "./exact_subject.ts";

/** The real methods, their points made in another way if they have noise. */
function withPoints(
  pointOf: (
    method: EvaluationPointMethod,
    parameters: NamedTensors,
    inputs: PointInputs,
  ) => NamedTensors,
): ExactSubject {
  const broken = (method: EvaluationPointMethod): EvaluationPointMethod => ({
    ...method,
    point: (parameters, inputs) =>
      tf.tidy(() => pointOf(method, parameters, inputs)),
  });
  return {
    ...TRAINING,
    gnc: (options) => broken(TRAINING.gnc(options)),
    rnc: (options) => broken(TRAINING.rnc(options)),
  };
}

/** Displacements times a factor. */
function times(factor: number): ExactSubject {
  return withPoints((method, parameters, inputs) => {
    const point = method.point(parameters, inputs);
    return mapTensors(
      parameters,
      (x, name) =>
        tf.add(x, tf.mul(tf.sub(tensorNamed(point, name), x), factor)),
    );
  });
}

/** Ways to get noise convolution wrong. */
const MUTANTS = {
  "σ × 0.9": times(0.9),
  "x + α η ω": times(-1),
  "α ignored": {
    ...TRAINING,
    gnc: (options) => TRAINING.gnc({ ...options, alpha: 1 }),
    rnc: (options) => TRAINING.rnc({ ...options, alpha: 1 }),
  },
  "filter norms ignored": {
    ...TRAINING,
    gnc: (options) => TRAINING.gnc({ ...options, filterWise: false }),
    rnc: (options) => TRAINING.rnc({ ...options, filterWise: false }),
  },
  "Eq. 5 for Eq. 6": {
    ...TRAINING,
    gnc: (options) => {
      const method = TRAINING.gnc(options);
      if (method.remembers === "nothing") return method;
      return {
        ...method,
        point: (parameters, { learningRate, deviation }) =>
          tf.tidy(() =>
            displaced(parameters, {
              noise: deviation!,
              length: tf.mul(learningRate, options.alpha),
              scaling: "filter norm, unit noise",
            })
          ),
      };
    },
  },
  "η of the noise ignored": withPoints((method, parameters, inputs) =>
    method.point(parameters, { ...inputs, learningRate: tf.scalar(1) })
  ),
  "one seed shared by all workers": withPoints((method, parameters, inputs) =>
    method.point(parameters, { ...inputs, key: inputs.random.key(rootKey(0)) })
  ),
  "sums for means in the deviations": withPoints((
    method,
    parameters,
    { deviation, ...inputs },
  ) =>
    method.point(parameters, {
      ...inputs,
      ...(deviation === undefined ? {} : {
        deviation: mapTensors(deviation, (o) => tf.mul(o, method.workers)),
      }),
    })
  ),
  "only positive noise": withPoints((method, parameters, inputs) => {
    const point = method.point(parameters, inputs);
    return mapTensors(
      parameters,
      (x, name) => tf.sub(x, tf.abs(tf.sub(tensorNamed(point, name), x))),
    );
  }),
  "learning rate off by 2 %": {
    ...TRAINING,
    gradientDescent: () => atRate(TRAINING.gradientDescent(), 1.02),
    classicalMomentum: (options) =>
      atRate(TRAINING.classicalMomentum(options), 1.02),
  },
  "the first minibatch used twice": {
    ...TRAINING,
    minibatchesOfEpoch: firstTwice(TRAINING.minibatchesOfEpoch),
  },
  "sums for means": {
    ...TRAINING,
    sgd: summed(TRAINING.sgd),
  },
} satisfies Record<string, ExactSubject>;

/** The exact study with what it is checked on. */
export const CHECKS: ExactChecks<ExactSubject> = {
  ...{ study: exactStudy, executors: exactExecutors },
  ...{ training: TRAINING, mutants: MUTANTS },
};
