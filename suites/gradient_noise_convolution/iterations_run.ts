import { sgd } from "../../methods/sgd.ts";
import type { Vector } from "../../training/probes/vectors.ts";
import { fewImages } from "../exact/few_images.ts";
import { gradientProbe } from "../exact/gradient_probe.ts";
import { computed, inUnit } from "../exact/outcome.ts";
import { plannedSteps } from "../exact/planned_steps.ts";
import { smallNetwork } from "../exact/small_network.ts";
import { trajectory } from "../exact/trajectory.ts";
import {
  combination,
  difference,
  meanVector,
  relativeDistance,
} from "../exact/vectors.ts";
import type { Executor } from "../executor.ts";
import type { IterationsSettings } from "./exact_settings.ts";
import type { ExactSubject } from "./exact_subject.ts";

/**
 * An epoch of plain SGD as gradient descent that is convolved with noise: with
 * ω̂_t = ∇f(d_t; x̂_t) - ∇f(D; x̂_t) and ŷ_t = x̂_t - η ∇f(D; x̂_t), the largest
 * relative distance "smoothing_error" of ŷ_{t+1} - ŷ_t from
 * -η ω̂_t - η ∇f(D; ŷ_t - η ω̂_t); and "noise_mean", ‖mean ω̂‖ / ‖∇f(D)‖ over
 * the epoch's minibatches at one point.
 */
export function iterationsRun(subject: ExactSubject): Executor {
  return async (settings, { engine, seed }) => {
    const { imageShape, classes, filters, examples, batchSize, learningRates } =
      settings as IterationsSettings;
    const dataset = fewImages({ imageShape, classes, examples });
    const model = smallNetwork({ inputShape: imageShape, filters, classes });
    const method = subject.sgd();
    const { steps } = plannedSteps({
      minibatchesOfEpoch: subject.minibatchesOfEpoch,
      ...{ method, examples, batchSize, learningRates, seed },
    });
    const visited = await trajectory(engine, {
      ...{ model, method, dataset, steps, seed },
      optimizer: subject.gradientDescent(),
      trainOneStep: subject.trainOneStep,
    });
    const probe = gradientProbe(engine, { model, dataset, seed });
    const all = Uint32Array.from({ length: examples }, (_, index) => index);
    const gradientAt = (at: Vector, indices: Uint32Array) =>
      probe.estimate(sgd(), indices, { at });
    /** ŷ_t, and how Eq. 1 goes on from it. */
    const smoothed: { y: Float64Array; way: Float64Array }[] = [];
    for (const [t, { indices, learningRate }] of steps.entries()) {
      const x = visited[t]!;
      const full = await gradientAt(x, all);
      const noise = difference(await gradientAt(x, indices), full);
      const y = combination([1, x], [-learningRate, full]);
      const moved = combination([1, y], [-learningRate, noise]);
      const way = combination(
        [-learningRate, noise],
        [-learningRate, await gradientAt(moved, all)],
      );
      smoothed.push({ y, way });
    }
    const errors = smoothed.slice(1).map(({ y }, t) =>
      relativeDistance(difference(y, smoothed[t]!.y), smoothed[t]!.way)
    );
    const start = visited[0]!;
    const gradients = await Promise.all(
      steps.map(({ indices }) => gradientAt(start, indices)),
    );
    const full = await gradientAt(start, all);
    probe.dispose();
    return computed(inUnit("ratio", {
      smoothing_error: Math.max(...errors),
      noise_mean: relativeDistance(meanVector(gradients), full),
    }));
  };
}
