import { effectiveBatchSize } from "../../methods/noise_enhancement.ts";
import type { Optimizer } from "../../training/optimizers/optimizer.ts";
import { computed, inUnit } from "../exact/outcome.ts";
import {
  spectralRadius,
  stationaryVariance,
  updateMatrices,
} from "../exact/update_matrices.ts";
import type { Executor } from "../executor.ts";
import type { OptimizersSettings } from "./exact_study.ts";
import type { ExactSubject } from "./exact_subject.ts";

/**
 * Updates on quadratic losses. "spectral_radius_m_<m>_<c>" is that of updates
 * at c times the critical learning rate 2 (1+m) / λ_max, "critical_gain_m_<m>"
 * the critical effective learning rate in units of 2 / λ_max;
 * "stationary_variance_<i>" is that of θ, "cold_variance_m_<m>" in units of
 * T / (2 λ), the limit of small learning rates; "eq_3_<i>" is √(ε T) in units
 * of ε / √B; "enhanced_temperature_alpha_<α>" the temperature at the effective
 * batch size of noise enhancement in units of that at the batch size.
 */
export function optimizersRun(subject: ExactSubject): Executor {
  const optimizerOf = (momentum: number): Optimizer =>
    momentum === 0 ? subject.gradientDescent() : subject.momentum({ momentum });
  return async (settings) => {
    const { momenta, curvatures, nearCritical, stationary, cold, ...rest } =
      settings as OptimizersSettings;
    const values: Record<string, number> = {};
    const largest = Math.max(...curvatures);
    for (const momentum of momenta) {
      const critical = 2 * (1 + momentum) / largest;
      for (const factor of nearCritical) {
        const matrices = await updateMatrices(optimizerOf(momentum), {
          ...{ curvatures, learningRate: factor * critical },
        });
        values[`spectral_radius_m_${momentum}_${factor}`] = Math.max(
          ...matrices.map(spectralRadius),
        );
      }
      values[`critical_gain_m_${momentum}`] =
        subject.effectiveLearningRate({ learningRate: critical, momentum }) /
        (2 / largest);
    }
    for (
      const [i, { curvature, variance, ...update }] of stationary.entries()
    ) {
      const [matrix] = await updateMatrices(optimizerOf(update.momentum), {
        curvatures: [curvature],
        learningRate: update.learningRate,
      });
      values[`stationary_variance_${i + 1}`] = stationaryVariance(matrix!, {
        variance,
      });
    }
    for (const momentum of momenta) {
      const learningRate = cold.effectiveLearningRate * (1 - momentum);
      const [matrix] = await updateMatrices(optimizerOf(momentum), {
        curvatures: [cold.curvature],
        learningRate,
      });
      // An example's gradient has variance 1, and a batch is one example.
      const T = subject.temperature({ learningRate, momentum, batchSize: 1 });
      values[`cold_variance_m_${momentum}`] =
        stationaryVariance(matrix!, { variance: 1 }) /
        (T / (2 * cold.curvature));
    }
    for (const [i, update] of rest.temperatures.entries()) {
      const { learningRate, batchSize } = update;
      values[`eq_3_${i + 1}`] =
        Math.sqrt(learningRate * subject.temperature(update)) /
        (learningRate / Math.sqrt(batchSize));
    }
    for (const { alpha, batchSize } of rest.enhanced) {
      const [learningRate, plain] = [1, { batchSize }];
      const enhanced = { batchSize: effectiveBatchSize(batchSize, alpha) };
      values[`enhanced_temperature_alpha_${alpha}`] =
        subject.temperature({ learningRate, ...enhanced }) /
        subject.temperature({ learningRate, ...plain });
    }
    return computed(inUnit("ratio", values));
  };
}
