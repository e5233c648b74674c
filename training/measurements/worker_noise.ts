import * as tf from "@tensorflow/tfjs-core";
import { split } from "../../core/key.ts";
import type { EvaluationPointMethod } from "../../core/method.ts";
import { splitVector } from "../../core/split_vector.ts";
import {
  countScalars,
  disposeTensors,
  type NamedTensors,
} from "../../core/tensors.ts";
import type { Moment } from "../training_measurement.ts";
import { deviationOf, memoriesOf } from "../worker_state.ts";
import { momentEstimate } from "./moment_estimate.ts";

/** What the workers of a method have at a moment; the caller owns it. */
export interface WorkerNoise {
  /** The method. */
  readonly method: EvaluationPointMethod;
  /** The noise ω_i of each worker, before any scaling. */
  readonly noise: readonly NamedTensors[];
}

/**
 * The noise of the workers at a moment: of a method that remembers deviations
 * those of an estimate at the moment, else numbers uniform on [-1, 1].
 *
 * @throws {RangeError} for a method without workers.
 */
export function workerNoise(moment: Moment): WorkerNoise {
  const { step: { parts, engine }, parameters, key } = moment;
  const method = parts.point;
  if (method === undefined) {
    throw new RangeError(
      `Cannot measure the noise of workers: ${parts.weights.name} has none`,
    );
  }
  const { workers } = method;
  if (method.remembers === "deviation") {
    const { gradient, loss, statistics, methodState } = momentEstimate(moment);
    disposeTensors({ ...gradient, ...statistics, loss });
    const memories = memoriesOf(methodState, { workers, parameters });
    const noise = memories.map((memory) => deviationOf(memory, workers));
    disposeTensors(methodState);
    return { method, noise };
  }
  const noise = Array.from({ length: workers }, (_, worker) => {
    const drawn = engine.random.key(split(split(key, "worker"), worker));
    const numbers = tf.tidy(() => uniformLike(parameters, { engine, drawn }));
    drawn.dispose();
    return numbers;
  });
  return { method, noise };
}

function uniformLike(
  parameters: NamedTensors,
  { engine: { random }, drawn }: {
    engine: Moment["step"]["engine"];
    drawn: tf.Tensor1D;
  },
): NamedTensors {
  const all = random.uniform(drawn, [countScalars(parameters)]);
  return splitVector(tf.sub(tf.mul(all, 2), 1), parameters);
}

/** The points of the workers at a moment; the caller owns them. */
export function workerPoints(
  moment: Moment,
  { method, noise }: WorkerNoise,
): NamedTensors[] {
  const { step: { engine }, parameters, key } = moment;
  const learningRate = tf.scalar(moment.learningRate);
  const points = noise.map((deviation, worker) => {
    const drawn = engine.random.key(split(split(key, "worker"), worker));
    const point = method.point(parameters, {
      ...{ learningRate, key: drawn, random: engine.random },
      ...(method.remembers === "deviation" ? { deviation } : {}),
    });
    drawn.dispose();
    return point;
  });
  learningRate.dispose();
  return points;
}
