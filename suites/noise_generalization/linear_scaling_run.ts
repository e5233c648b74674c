import { rootKey } from "../../core/key.ts";
import { stepsPerEpoch } from "../../training/minibatches.ts";
import { computed, inUnit } from "../exact/outcome.ts";
import { updateMatrices } from "../exact/update_matrices.ts";
import type { Executor } from "../executor.ts";
import type { LinearScalingSettings } from "./exact_study.ts";
import type { ExactSubject } from "./exact_subject.ts";

/**
 * E θ and E θ² after an epoch of gradient descent at learning rate T B, as
 * "mean_<B>" and "square_<B>". Independent examples have gradients of variance
 * 1 around θ, so that the noise of an update has variance Σ w².
 */
export function linearScalingRun(subject: ExactSubject): Executor {
  return async (settings) => {
    const { examples, temperature, batchSizes } =
      settings as LinearScalingSettings;
    const values: Record<string, number> = {};
    for (const batchSize of batchSizes) {
      const [matrix] = await updateMatrices(subject.gradientDescent(), {
        curvatures: [1],
        learningRate: temperature * batchSize,
      });
      const [[factor]] = matrix!.transition as [[number]];
      const [push] = matrix!.noise as [number];
      const variance = subject.sgd().weights(batchSize, rootKey(0))
        .reduce((sum, w) => sum + w * w, 0);
      let [mean, square] = [1, 1];
      const steps = stepsPerEpoch({ examples, batchSize });
      for (let step = 0; step < steps; step++) {
        mean *= factor;
        square = factor ** 2 * square + push ** 2 * variance;
      }
      values[`mean_${batchSize}`] = mean;
      values[`square_${batchSize}`] = square;
    }
    return computed(inUnit("parameter", values));
  };
}
