import * as tf from "@tensorflow/tfjs-core";
import { split } from "../../core/key.ts";
import {
  disposeTensors,
  mapTensors,
  type NamedTensors,
  tensorNamed,
} from "../../core/tensors.ts";
import { methodOf, type StepMethodSettings } from "../../methods/method_of.ts";
import type { StepMethod } from "../../core/method.ts";
import { momentEstimate } from "../../training/measurements/moment_estimate.ts";
import { gradientDescent } from "../../training/optimizers/gradient_descent.ts";
import { fullGradient } from "../../training/probes/plain_gradient.ts";
import { trainingStep } from "../../training/step.ts";
import type {
  Moment,
  TrainingMeasurement,
} from "../../training/training_measurement.ts";
import type { ClassificationSettings } from "../classification.ts";
import { trainClassifier } from "../classification_run.ts";
import type { Executor } from "../executor.ts";
import type { RunSettings } from "../suite.ts";

/** A training, and the noise of several regimes in the network it ends with. */
export type VarianceSettings = RunSettings & {
  readonly kind: "fisher-noise/variance";
  readonly training: ClassificationSettings;
  /** By name. */
  readonly regimes: {
    readonly [name: string]: {
      readonly batchSize: number;
      readonly method: StepMethodSettings;
    };
  };
  /** Gradient estimates of each regime. */
  readonly batches: number;
};

/**
 * Trains a network and freezes it. The series "variance/<regime>" has a number
 * for each of the parameters' tensors, in their order: the variance of the
 * regime's gradient estimates over batches (divisor n - 1), a mean over the
 * tensor's elements. "squared_gradient" has means of the squares of the
 * gradient over the training set. A run that diverges has neither.
 *
 * Source: "An empirical study of stochastic gradient descent with structured
 * covariance noise", Figure 2.
 */
export const runVariance: Executor = (settings, context) => {
  const { training, regimes, batches } = settings as VarianceSettings;
  const atTheEnd: TrainingMeasurement<number[]> = {
    isDue: (epoch) => epoch === training.maxEpochs,
    measure: async (moment) => {
      const { gradient, loss } = fullGradient(moment.parameters, moment);
      const squares = mapTensors(gradient, (g) => tf.square(g));
      const measured: Record<string, number[]> = {
        squared_gradient: await means(squares),
      };
      disposeTensors({ ...gradient, loss });
      disposeTensors(squares);
      for (const [name, { batchSize, method }] of Object.entries(regimes)) {
        const variance = varianceOf(moment, {
          ...{ batchSize, batches, method: methodOf(method) as StepMethod },
        });
        measured[`variance/${name}`] = await means(variance);
        disposeTensors(variance);
      }
      return measured;
    },
  };
  return trainClassifier(training, context, { measuring: [atTheEnd] });
};

/** The variance of each element over batches, by Welford's recursion. */
function varianceOf(
  moment: Moment,
  { method, batchSize, batches }: {
    method: StepMethod;
    batchSize: number;
    batches: number;
  },
): NamedTensors {
  const { engine, model } = moment.step;
  const step = trainingStep(engine, {
    ...{ model, method, optimizer: gradientDescent() },
  });
  const next = engine.compile((
    { mean, squares }: { mean: NamedTensors; squares: NamedTensors },
    { gradient, count }: { gradient: NamedTensors; count: tf.Scalar },
  ) => {
    const to = mapTensors(mean, (m, name) => {
      const change = tf.sub(tensorNamed(gradient, name), m);
      return tf.add(m, tf.div(change, count));
    });
    return {
      mean: to,
      squares: mapTensors(squares, (s, name) => {
        const g = tensorNamed(gradient, name);
        const before = tf.sub(g, tensorNamed(mean, name));
        const after = tf.sub(g, tensorNamed(to, name));
        return tf.add(s, tf.mul(before, after));
      }),
    };
  });
  const zeros = () => mapTensors(moment.parameters, (w) => tf.zerosLike(w));
  let sums = { mean: zeros(), squares: zeros() };
  for (let batch = 0; batch < batches; batch++) {
    const { gradient, loss, statistics, methodState } = momentEstimate({
      ...{ ...moment, step, batchSize, methodState: {} },
      key: split(moment.key, batch),
    });
    const count = tf.scalar(batch + 1);
    const updated = next(sums, { gradient, count });
    for (const old of [gradient, statistics, methodState]) disposeTensors(old);
    tf.dispose([loss, count]);
    for (const old of [sums.mean, sums.squares]) disposeTensors(old);
    sums = updated;
  }
  const variance = mapTensors(sums.squares, (s) => tf.div(s, batches - 1));
  for (const old of [sums.mean, sums.squares]) disposeTensors(old);
  return variance;
}

/** The mean of each tensor. */
async function means(tensors: NamedTensors): Promise<number[]> {
  const values: number[] = [];
  for (const tensor of Object.values(tensors)) {
    const mean = tf.mean(tensor);
    values.push((await mean.data())[0]!);
    mean.dispose();
  }
  return values;
}
