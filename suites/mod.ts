/**
 * Every suite, in the order in which it is listed and run.
 *
 * @module
 */
import { exact as fisherExact } from "./fisher_noise/exact.ts";
import { noise2d } from "./fisher_noise/noise_2d.ts";
import { quadraticSteps } from "./fisher_noise/quadratic_steps.ts";
import { theoremBound } from "./fisher_noise/theorem_bound.ts";
import { exact as gncExact } from "./gradient_noise_convolution/exact.ts";
import { bestAccuracy } from "./noise_enhancement/best_accuracy.ts";
import { convergenceSlows } from "./noise_enhancement/convergence_slows.ts";
import { covariance } from "./noise_enhancement/covariance.ts";
import { effectiveBatch } from "./noise_enhancement/effective_batch.ts";
import { exact } from "./noise_enhancement/exact.ts";
import { fasterAtOptimum } from "./noise_enhancement/faster_at_optimum.ts";
import { gapShrinks } from "./noise_enhancement/gap_shrinks.ts";
import { improvesFixedBatch } from "./noise_enhancement/improves_fixed_batch.ts";
import { largeBatch } from "./noise_enhancement/large_batch.ts";
import { largeBatchSameAlpha } from "./noise_enhancement/large_batch_same_alpha.ts";
import { notEquivalent } from "./noise_enhancement/not_equivalent.ts";
import { optimalBatch } from "./noise_enhancement/optimal_batch.ts";
import { tradeoffCurve } from "./noise_enhancement/tradeoff_curve.ts";
import { exact as smithExact } from "./noise_generalization/exact.ts";
import type { Claim } from "./suite.ts";

/** Every suite. */
export const SUITES: readonly Claim[] = [
  exact,
  covariance,
  effectiveBatch,
  largeBatch,
  largeBatchSameAlpha,
  convergenceSlows,
  improvesFixedBatch,
  gapShrinks,
  optimalBatch,
  bestAccuracy,
  fasterAtOptimum,
  tradeoffCurve,
  notEquivalent,
  smithExact,
  gncExact,
  fisherExact,
  theoremBound,
  quadraticSteps,
  noise2d,
];
