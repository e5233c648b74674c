import * as tf from "@tensorflow/tfjs-core";
import { split } from "../core/key.ts";
import type { EvaluationPointMethod } from "../core/method.ts";
import {
  disposeTensors,
  mapTensors,
  type NamedTensors,
} from "../core/tensors.ts";
import type { GradientEstimateOptions } from "./gradient_estimate.ts";
import type { TrainingStep } from "./step.ts";
import type { Sums } from "./sums.ts";
import { workerBatches } from "./worker_batches.ts";
import { workerPass } from "./worker_pass.ts";
import { memoriesOf, workerState } from "./worker_state.ts";

/** What one gradient estimate of workers is made of. */
export interface WorkerGradientsOptions
  extends
    Omit<GradientEstimateOptions, "step" | "learningRate" | "methodState"> {
  /** The learning rate η of the step. */
  learningRate: number;
  /**
   * What the step before left; `{}` in the first step, and for a method that
   * remembers nothing. The caller keeps owning it.
   */
  state: NamedTensors;
}

/** A gradient estimate, and what the next one needs; the caller owns both. */
export interface WorkerSums extends Sums {
  /** As in {@linkcode WorkerGradientsOptions}. */
  state: NamedTensors;
}

/** The gradient estimate of one step; see {@linkcode workerGradients}. */
export type WorkerGradients = (
  parameters: NamedTensors,
  options: WorkerGradientsOptions,
) => WorkerSums;

/**
 * Gradient estimates of a method with M workers, one after the other on this
 * device: ḡ = (1/M) Σ g_i, worker i taking its mean gradient g_i over its
 * share of the examples at its own point x_i.
 *
 * With weights w_j of the examples g_i = M Σ w_j ∇ℓ_j(x_i) over its share of
 * every minibatch, so that ḡ = Σ w_j ∇ℓ_j; for weights of 1/B it is the mean.
 * Sums are added in the order of the workers: with all points at x they are to
 * the bit those of `gradientEstimate` in microbatches of a worker's share. The
 * loss is Σ w_j ℓ_j(x_i). Batch statistics are each worker's own. The key of
 * worker i is `split(split(key, "worker"), i)`.
 *
 * For a method that remembers deviations the state holds (M + 1) l numbers of
 * 4 bytes, l the number of parameters: 477 MB for 256 workers of ResNet-32,
 * and while an estimate is made the new state as well. Other methods have
 * none.
 *
 * It is made once for a step, since an engine compiles it.
 *
 * Estimates throw a RangeError if M does not divide the minibatches, if the
 * state is that of other workers, and as `gradientEstimate` does.
 *
 * Source: "Gradient Noise Convolution", eqs. 2 and 3, algorithm 1.
 */
export function workerGradients(
  step: TrainingStep,
  point: EvaluationPointMethod,
): WorkerGradients {
  const { engine, model, parts } = step;
  const { random } = engine;
  const { workers } = point;
  const remembers = point.remembers === "deviation";
  const pass = workerPass(step, point);
  const commonOf = point.common && engine.compile(point.common);
  return (parameters, { learningRate, state, ...options }) => {
    const batchesOf = workerBatches({
      ...{ ...options, random, model, parts, workers },
    });
    const last = remembers && Object.keys(state).length === 0
      ? firstState(parameters, workers)
      : state;
    const memories = remembers ? memoriesOf(last, { workers, parameters }) : [];
    const rate = tf.scalar(learningRate);
    const common = commonOf?.(parameters);
    const own: NamedTensors[] = [];
    let all = step.zero(parameters);
    batchesOf.forEach((batches, worker) => {
      const memory = memories[worker];
      const key = random.key(split(split(options.key, "worker"), worker));
      const result = pass(parameters, {
        ...{ all, batches, key, learningRate: rate },
        ...(common === undefined ? {} : { common }),
        ...(memory === undefined ? {} : { memory }),
      });
      key.dispose();
      own.push(result.own);
      all = result.all;
    });
    tf.dispose([rate, { ...common }]);
    if (last !== state) disposeTensors(last);
    const mean = remembers ? mapTensors(all.gradient, (g) => tf.clone(g)) : {};
    return { ...all, state: workerState({ own, mean }) };
  };
}

/** A state without deviations; its tensors are shared by the workers. */
function firstState(parameters: NamedTensors, workers: number): NamedTensors {
  const zeros = mapTensors(parameters, (x) => tf.zerosLike(x));
  const own = Array.from({ length: workers }, () => zeros);
  return workerState({ own, mean: zeros });
}
