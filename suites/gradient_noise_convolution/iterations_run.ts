import { rootKey, split } from "../../core/key.ts";
import { synthetic } from "../../datasets/synthetic.ts";
import { sgd } from "../../methods/sgd.ts";
import { gradientProbe } from "../exact/gradient_probe.ts";
import { computed, inUnit } from "../exact/outcome.ts";
import { smallNetwork } from "../exact/small_network.ts";
import { trajectory } from "../exact/trajectory.ts";
import { combination, relativeDistance } from "../exact/vectors.ts";
import type { Executor } from "../executor.ts";
import type { IterationsSettings } from "./exact_study.ts";
import type { ExactSubject } from "./exact_subject.ts";

/**
 * Plain SGD as gradient descent that is convolved with noise: with
 * ω̂_t = ∇f(d_t; x̂_t) - ∇f(D; x̂_t) and ŷ_t = x̂_t - η ∇f(D; x̂_t), as the
 * largest relative distance "smoothing_error" of ŷ_{t+1} - ŷ_t from
 * -η ω̂_t - η ∇f(D; ŷ_t - η ω̂_t), and as ‖mean‖ / mean ‖·‖ of the ω̂ of an
 * epoch at one point "noise_mean".
 */
export function iterationsRun(subject: ExactSubject): Executor {
  return async (settings, { engine, seed }) => {
    const { imageShape, classes, filters, examples, batchSize, ...rest } =
      settings as IterationsSettings;
    const dataset = synthetic({
      ...{ imageShape, classes, trainCount: examples, testCount: 1 },
    });
    const model = smallNetwork({ inputShape: imageShape, filters, classes });
    const method = subject.sgd();
    const minibatches = [
      ...subject.minibatchesOfEpoch(split(rootKey(seed), "shuffle"), {
        ...{ epoch: 0, examples, batchSize, method },
      }),
    ];
    const steps = rest.learningRates.map((learningRate, step) => ({
      ...{ learningRate, indices: minibatches[step % minibatches.length]! },
    }));
    const visited = await trajectory(engine, {
      ...{ model, method, dataset, steps, seed },
      optimizer: subject.gradientDescent(),
      trainOneStep: subject.trainOneStep,
    });
    const probe = gradientProbe(engine, { model, dataset, seed });
    const all = Uint32Array.from({ length: examples }, (_, index) => index);
    /** ŷ_t, and what it becomes by Eq. 1. */
    const smoothed: { y: Float64Array; next: Float64Array }[] = [];
    for (const [t, { indices, learningRate }] of steps.entries()) {
      const x = visited[t]!;
      const full = await probe.estimate(sgd(), all, { at: x });
      const noise = combination(
        [1, await probe.estimate(sgd(), indices, { at: x })],
        [-1, full],
      );
      const y = combination([1, x], [-learningRate, full]);
      const moved = combination([1, y], [-learningRate, noise]);
      const next = combination(
        [-learningRate, noise],
        [-learningRate, await probe.estimate(sgd(), all, { at: moved })],
      );
      smoothed.push({ y, next });
    }
    const errors = smoothed.slice(1).map(({ y }, t) =>
      relativeDistance(
        combination([1, y], [-1, smoothed[t]!.y]),
        smoothed[t]!.next,
      )
    );
    const gradients = [];
    for (const indices of minibatches) {
      gradients.push(await probe.estimate(sgd(), indices, { at: visited[0]! }));
    }
    const mean = combination(
      ...gradients.map((g) => [1 / gradients.length, g] as const),
    );
    const full = await probe.estimate(sgd(), all, { at: visited[0]! });
    probe.dispose();
    return computed(inUnit("ratio", {
      smoothing_error: Math.max(...errors),
      noise_mean: relativeDistance(mean, full),
    }));
  };
}
