import { inUnit } from "../exact/outcome.ts";
import { secondMoment } from "../exact/second_moment.ts";
import { difference, dot, meanVector } from "../exact/vectors.ts";
import type { Metric } from "../suite.ts";
import { traceOf } from "./target_covariances.ts";

/**
 * How noise that was drawn S times fits its covariance K, as ratios that are
 * near 1 for Gaussian noise: "<name>_covariance_ratio" is
 * S ‖K̂ - K‖² / (‖K‖² + (Tr K)²), K̂ the second moment of the draws,
 * "<name>_mean_ratio" S ‖mean‖² / Tr K; and "<name>_effective_rank"
 * (Tr K)² / ‖K‖², of how many directions the noise is worth.
 */
export function drawnMoments(
  name: string,
  { noises, covariance }: {
    noises: readonly Float64Array[];
    covariance: Float64Array;
  },
): Record<string, Metric> {
  const count = noises.length;
  const mean = meanVector(noises);
  const error = difference(secondMoment(noises), covariance);
  const [square, trace] = [dot(covariance, covariance), traceOf(covariance)];
  return {
    ...inUnit("ratio", {
      [`${name}_covariance_ratio`]: count * dot(error, error) /
        (square + trace ** 2),
      [`${name}_mean_ratio`]: count * dot(mean, mean) / trace,
    }),
    [`${name}_effective_rank`]: {
      value: trace ** 2 / square,
      unit: "directions",
    },
  };
}
