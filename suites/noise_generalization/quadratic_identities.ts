/**
 * Section 3: gradient descent on quadratic losses, where it is a linear map.
 *
 * @module
 */
import { covarianceFactor } from "../../methods/noise_enhancement.ts";
import type { Identity } from "../exact/identities.ts";
import { metricsAre } from "../exact/metric_cases.ts";
import { DOUBLE, SINGLE } from "../exact/rounding.ts";
import { LINEAR_SCALING, OPTIMIZERS } from "./exact_study.ts";

/** Factors that are single precision's, 2^-24 each, and a few of them. */
const FEW_ROUNDINGS = 1e-6;

/** Section 3.1: what converges, and how far it may be pushed. */
export const CURVATURE_IDENTITIES: readonly Identity[] = [
  metricsAre("θ ← (1 - ε λ) θ: at 0.99 and 1.01 of 2/λ_max by 0.98 and 1.02", {
    cell: "optimizers",
    metrics: {
      "spectral_radius_m_0_0.99": 0.98,
      "spectral_radius_m_0_1.01": 1.02,
    },
    relative: FEW_ROUNDINGS,
  }),
  {
    statement:
      "momentum converges below ε = 2 (1+m) / λ_max: eigenvalues of z² - (1 + m - ε λ) z + m",
    cases: (measured) =>
      OPTIMIZERS.nearCritical.map((factor) => ({
        at: `${factor} of the critical rate`,
        value: measured("optimizers", `spectral_radius_m_0.9_${factor}`),
        expected: momentumRadius(factor),
        // A root of a quadratic equation whose roots are 0.5 apart or more.
        bound: SINGLE,
      })),
  },
  metricsAre(
    "the critical effective learning rate with m = 0.9 is 19 times that without",
    {
      cell: "optimizers",
      metrics: { "critical_gain_m_0": 1, "critical_gain_m_0.9": 19 },
      relative: DOUBLE,
    },
  ),
];

/**
 * The largest |z| for z² - (1 + m - ε λ) z + m = 0 at m = 0.9 and a factor of
 * the critical ε λ = 2 (1 + m), of curvatures λ = λ_max and λ_max / 4.
 */
function momentumRadius(factor: number): number {
  const m = 0.9;
  const radii = [1, 4].map((divisor) => {
    const half = (1 + m - factor * 2 * (1 + m) / divisor) / 2;
    const discriminant = half ** 2 - m;
    return discriminant < 0
      ? Math.sqrt(m)
      : Math.abs(half) + Math.sqrt(discriminant);
  });
  return Math.max(...radii);
}

/** Sections 3.2 and 3.3: the temperature. */
export const TEMPERATURE_IDENTITIES: readonly Identity[] = [
  metricsAre("Eq. 2 is Eq. 3 with T = ε/B: √(ε T) = ε / √B", {
    cell: "optimizers",
    metrics: { eq_3_1: 1, eq_3_2: 1, eq_3_3: 1 },
    relative: DOUBLE,
  }),
  {
    statement: "noise enhancement multiplies the temperature by α² + (1-α)²",
    cases: (measured) =>
      OPTIMIZERS.enhanced.map(({ alpha }) => ({
        at: `α=${alpha}`,
        value: measured("optimizers", `enhanced_temperature_alpha_${alpha}`),
        expected: covarianceFactor(alpha),
        bound: DOUBLE,
      })),
  },
  {
    statement:
      "stationary variance on ½ λ θ²: ε s² (1+m) / (λ (1-m) (2 (1+m) - ε λ))",
    cases: (measured) =>
      OPTIMIZERS.stationary.map((
        { learningRate: ε, momentum: m, curvature: λ, variance },
        i,
      ) => {
        const expected = ε * variance * (1 + m) /
          (λ * (1 - m) * (2 * (1 + m) - ε * λ));
        return {
          at: `ε=${ε} m=${m} λ=${λ} s²=${variance}`,
          value: measured("optimizers", `stationary_variance_${i + 1}`),
          expected,
          bound: SINGLE * expected,
        };
      }),
  },
  {
    statement:
      "for ε λ → 0 it is T f / (2 λ), T = ε / ((1-m) B), with and without momentum: the rest is 1 / (1 - ε λ / (2 (1+m)))",
    cases: (measured) =>
      OPTIMIZERS.momenta.map((m) => {
        const { effectiveLearningRate, curvature } = OPTIMIZERS.cold;
        const product = effectiveLearningRate * (1 - m) * curvature;
        const expected = 1 / (1 - product / (2 * (1 + m)));
        return {
          at: `m=${m}`,
          value: measured("optimizers", `cold_variance_m_${m}`),
          expected,
          // What single precision leaves of 1 - ε λ, of which ε λ remains.
          bound: 2 ** -23 / product,
        };
      }),
  },
];

/** Section 3.2: linear scaling, for noise of any distribution. */
export const SCALING_IDENTITIES: readonly Identity[] = [
  {
    statement:
      "an epoch at T = ε/B: E θ = (1-ε)^(N/B), E θ² by q ← (1-ε)² q + ε²/B",
    cases: (measured) =>
      LINEAR_SCALING.batchSizes.flatMap((batchSize) => {
        const { steps, mean, square } = exactEpoch(batchSize);
        const bound = (value: number) => steps * 2 ** -22 * value;
        return [
          {
            at: `E θ, B=${batchSize}`,
            value: measured("linear-scaling", `mean_${batchSize}`),
            expected: mean,
            bound: bound(mean),
          },
          {
            at: `E θ², B=${batchSize}`,
            value: measured("linear-scaling", `square_${batchSize}`),
            expected: square,
            bound: bound(square),
          },
        ];
      }),
  },
  {
    statement:
      "E θ lies below e^(-T N) by 0.5 T N ε of it, to the first order in ε",
    cases: (measured) =>
      [4, 16, 64].map((batchSize) => {
        const { examples, temperature } = LINEAR_SCALING;
        const [time, rate] = [temperature * examples, temperature * batchSize];
        const limit = Math.exp(-time);
        const rounding = examples / batchSize * 2 ** -22 / (time * rate / 2);
        return {
          at: `B=${batchSize}`,
          value: (limit - measured("linear-scaling", `mean_${batchSize}`)) /
            (limit * time * rate / 2),
          expected: 1,
          // The next order is (2/3 - T N / 4) ε.
          bound: Math.abs(2 / 3 - time / 4) * rate * 1.1 + rounding,
        };
      }),
  },
];

/** The epoch of cell "linear-scaling", in double precision. */
function exactEpoch(
  batchSize: number,
): { steps: number; mean: number; square: number } {
  const { examples, temperature } = LINEAR_SCALING;
  const [rate, steps] = [temperature * batchSize, examples / batchSize];
  let square = 1;
  for (let step = 0; step < steps; step++) {
    square = (1 - rate) ** 2 * square + rate ** 2 / batchSize;
  }
  return { steps, mean: (1 - rate) ** steps, square };
}
