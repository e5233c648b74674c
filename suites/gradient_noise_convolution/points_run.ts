import { rootKey } from "../../core/key.ts";
import { disposeTensors } from "../../core/tensors.ts";
import { eager } from "../../engines/eager.ts";
import { sgd } from "../../methods/sgd.ts";
import { fewImages } from "../exact/few_images.ts";
import { type GradientProbe, gradientProbe } from "../exact/gradient_probe.ts";
import { computed, inUnit } from "../exact/outcome.ts";
import { plannedSteps } from "../exact/planned_steps.ts";
import { smallNetwork } from "../exact/small_network.ts";
import { trajectory } from "../exact/trajectory.ts";
import {
  combination,
  difference,
  meanVector,
  norm,
  relativeDistance,
} from "../exact/vectors.ts";
import type { Executor } from "../executor.ts";
import type { PointsSettings } from "./exact_settings.ts";
import type { ExactSubject } from "./exact_subject.ts";
import { filtersOf } from "./filters.ts";
import { type ObservedPoint, observedPoints } from "./observed_points.ts";
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
 * use exactly once, "parameters" those of the network; the other metrics are
 * those of `point_metrics.ts` and `spectrum_metrics.ts`.
 */
export function pointsRun(subject: ExactSubject): Executor {
  return async (settings, { engine, seed }) => {
    const { imageShape, classes, filters, examples, batchSize, ...rest } =
      settings as PointsSettings;
    const { method: name, learningRates, workers, momentum, ...noise } = rest;
    const dataset = fewImages({ imageShape, classes, examples });
    const model = smallNetwork({ inputShape: imageShape, filters, classes });
    const { steps, examplesMissed } = plannedSteps({
      minibatchesOfEpoch: subject.minibatchesOfEpoch,
      method: subject.sgd(),
      ...{ examples, batchSize, learningRates, seed },
    });
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
    let deviations = Array.from({ length: workers }, () => velocity);
    for (const [t, { indices, learningRate }] of steps.entries()) {
      const own = points.slice(t * workers, (t + 1) * workers);
      for (const [i, { deviation, ...at }] of own.entries()) {
        workerSteps.push({
          ...{ ...at, deviation: deviation ?? [], learningRate, step: t },
        });
        if (deviation === undefined) continue;
        deviationErrors.push(
          t === 0
            ? norm(deviation)
            : relativeDistance(deviation, deviations[i]!),
        );
      }
      const gradients = await workerGradients(probe, {
        ...{ points: own, indices, share: batchSize / workers },
      });
      const mean = meanVector(gradients);
      deviations = gradients.map((gradient) => difference(gradient, mean));
      velocity = combination([momentum, velocity], [-learningRate, mean]);
      updateErrors.push(
        relativeDistance(difference(visited[t + 1]!, visited[t]!), velocity),
      );
    }
    probe.dispose();
    const start = model.init(rootKey(0));
    const made = { ...noise, filters: filtersOf(start), workers };
    disposeTensors(start);
    return computed({
      ...inUnit("ratio", {
        update_error: Math.max(...updateErrors),
        ...(name === "rnc" ? randomNoiseMetrics(workerSteps, made) : {
          deviation_error: Math.max(...deviationErrors),
          ...gradientNoiseMetrics(workerSteps, made),
          ...await spectrumMetrics(deviations),
        }),
      }),
      examples_missed: {
        value: Math.max(...examplesMissed),
        unit: "examples",
      },
      parameters: { value: model.parameterCount, unit: "parameters" },
    });
  };
}

/** Plain gradients of the workers' shares of a minibatch, at their points. */
async function workerGradients(
  probe: GradientProbe,
  { points, indices, share }: {
    points: readonly ObservedPoint[];
    indices: Uint32Array;
    /** Examples of each. */
    share: number;
  },
): Promise<Float32Array[]> {
  const gradients = [];
  for (const [i, { point }] of points.entries()) {
    const examples = indices.slice(i * share, (i + 1) * share);
    gradients.push(await probe.estimate(sgd(), examples, { at: point }));
  }
  return gradients;
}
