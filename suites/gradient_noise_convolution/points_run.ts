import { rootKey, split } from "../../core/key.ts";
import { disposeTensors } from "../../core/tensors.ts";
import { synthetic } from "../../datasets/synthetic.ts";
import { eager } from "../../engines/eager.ts";
import { sgd } from "../../methods/sgd.ts";
import { examplesMissed } from "../exact/examples_missed.ts";
import { gradientProbe } from "../exact/gradient_probe.ts";
import { computed, inUnit } from "../exact/outcome.ts";
import { smallNetwork } from "../exact/small_network.ts";
import { trajectory } from "../exact/trajectory.ts";
import { combination, norm, relativeDistance } from "../exact/vectors.ts";
import type { Executor } from "../executor.ts";
import type { PointsSettings } from "./exact_study.ts";
import type { ExactSubject } from "./exact_subject.ts";
import { filtersOf } from "./filters.ts";
import { observedPoints } from "./observed_points.ts";
import {
  gradientNoiseMetrics,
  randomNoiseMetrics,
  type WorkerStep,
} from "./point_metrics.ts";
import { spectrumMetrics } from "./spectrum_metrics.ts";

/**
 * Steps of a small network whose workers' points are noted, and compared with
 * gradients that are taken at those points without any method: as the largest
 * ‖a - b‖ / ‖b‖ "update_error" of an update from v ← m v - η ḡ with ḡ the mean
 * over workers (Eq. 3), and "deviation_error" of ω_i from g_i - ḡ of the step
 * before (Eq. 4). "examples_missed" counts the examples that an epoch does not
 * use exactly once; the other metrics are those of `point_metrics.ts` and
 * `spectrum_metrics.ts`.
 */
export function pointsRun(subject: ExactSubject): Executor {
  return async (settings, { engine, seed }) => {
    const { imageShape, classes, filters, examples, batchSize, ...rest } =
      settings as PointsSettings;
    const { method: name, learningRates, workers, momentum, ...noise } = rest;
    const dataset = synthetic({
      ...{ imageShape, classes, trainCount: examples, testCount: 1 },
    });
    const model = smallNetwork({ inputShape: imageShape, filters, classes });
    const epochs = Array.from(
      { length: learningRates.length * batchSize / examples },
      (_, epoch) => [
        ...subject.minibatchesOfEpoch(split(rootKey(seed), "shuffle"), {
          ...{ epoch, examples, batchSize, method: subject.sgd() },
        }),
      ],
    );
    const steps = epochs.flat().map((indices, step) => ({
      ...{ indices, learningRate: learningRates[step]! },
    }));
    const { method, taken } = observedPoints(
      subject[name]({ ...noise, workers }),
    );
    const visited = await trajectory({ ...engine, compile: eager }, {
      ...{ model, method, dataset, steps, seed },
      optimizer: subject.classicalMomentum({ momentum }),
      trainOneStep: subject.trainOneStep,
    });
    const points = await taken();
    const probe = gradientProbe(engine, { model, dataset, seed });
    const updateErrors: number[] = [];
    const deviationErrors: number[] = [];
    const workerSteps: WorkerStep[] = [];
    let velocity: Float64Array = new Float64Array(model.parameterCount);
    let before: Float64Array[] = [];
    for (const [t, { indices, learningRate }] of steps.entries()) {
      const own = points.slice(t * workers, (t + 1) * workers);
      const gradients = [];
      const share = batchSize / workers;
      for (const [i, { point }] of own.entries()) {
        const examples = indices.slice(i * share, (i + 1) * share);
        gradients.push(await probe.estimate(sgd(), examples, { at: point }));
      }
      const mean = combination(
        ...gradients.map((gradient) => [1 / workers, gradient] as const),
      );
      velocity = combination([momentum, velocity], [-learningRate, mean]);
      const [from, to] = [visited[t]!, visited[t + 1]!];
      updateErrors.push(
        relativeDistance(combination([1, to], [-1, from]), velocity),
      );
      for (const [i, { deviation = [], ...point }] of own.entries()) {
        workerSteps.push({ ...point, deviation, learningRate, step: t });
        const expected = before[i];
        if (expected !== undefined) {
          deviationErrors.push(relativeDistance(deviation, expected));
        } else deviationErrors.push(norm(deviation));
      }
      before = name === "rnc"
        ? []
        : gradients.map((gradient) => combination([1, gradient], [-1, mean]));
    }
    probe.dispose();
    const start = model.init(rootKey(0));
    const places = filtersOf(start);
    disposeTensors(start);
    const own = { ...noise, filters: places, workers };
    return computed({
      ...inUnit("ratio", {
        update_error: Math.max(...updateErrors),
        ...(name === "gnc"
          ? {
            deviation_error: Math.max(...deviationErrors),
            ...gradientNoiseMetrics(workerSteps, own),
            ...await spectrumMetrics(before),
          }
          : randomNoiseMetrics(workerSteps, own)),
      }),
      examples_missed: {
        value: Math.max(
          ...epochs.map((steps) => examplesMissed(steps, { examples })),
        ),
        unit: "examples",
      },
    });
  };
}
