import * as tf from "@tensorflow/tfjs-core";
import { rootKey, split } from "../../core/key.ts";
import type { EvaluationPointMethod } from "../../core/method.ts";
import { disposeTensors, type NamedTensors } from "../../core/tensors.ts";
import type { Engine } from "../../engines/engine.ts";
import { conditionNumber } from "../../training/probes/covariance_spectrum.ts";
import { vectorOf } from "../../training/probes/vectors.ts";
import { computed, inUnit } from "../exact/outcome.ts";
import { difference, dot, meanVector } from "../exact/vectors.ts";
import type { Executor } from "../executor.ts";
import type { RandomNoiseSettings } from "./exact_settings.ts";
import { randomNoiseCell } from "./exact_study.ts";
import type { ExactSubject } from "./exact_subject.ts";

/**
 * Random noise of M workers with the keys of a training step, for each size:
 * the condition number κ of its covariance without filter-wise scaling, and
 * M ‖mean displacement‖² / (α η ‖x‖)² with it (Eq. 5).
 */
export function randomNoiseRun(subject: ExactSubject): Executor {
  return async (settings, { engine, seed }) => {
    const { sizes } = settings as RandomNoiseSettings;
    const values: Record<string, number> = {};
    for (const size of sizes) {
      const { workers, coordinates } = size;
      const name = randomNoiseCell(size);
      const start = { x: tf.ones([coordinates]) };
      const options = { alpha: 1, workers };
      const unscaled = pointsOf(engine, {
        ...{ start, seed },
        method: subject.rnc({ ...options, filterWise: false }),
      });
      values[`condition_number_${name}`] = await conditionNumber(unscaled);
      const scaled = pointsOf(engine, {
        ...{ start, seed, method: subject.rnc(options) },
      });
      const points = await Promise.all(scaled.map(vectorOf));
      const x = await vectorOf(start);
      const mean = difference(meanVector(points), x);
      values[`mean_square_${name}`] = workers * dot(mean, mean) / dot(x, x);
      for (const old of [...unscaled, ...scaled, start]) disposeTensors(old);
    }
    return computed(inUnit("ratio", values));
  };
}

/** The points of all workers at learning rate 1, as a step makes them. */
function pointsOf(
  { random }: Engine,
  { method, start, seed }: {
    method: EvaluationPointMethod;
    start: NamedTensors;
    seed: number;
  },
): NamedTensors[] {
  const step = split(split(rootKey(seed), "noise"), 0);
  const learningRate = tf.scalar(1);
  const points = Array.from({ length: method.workers }, (_, worker) => {
    const key = random.key(split(split(step, "worker"), worker));
    const point = method.point(start, { learningRate, key, random });
    key.dispose();
    return point;
  });
  learningRate.dispose();
  return points;
}
