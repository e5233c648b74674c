/**
 * Every suite, in the order in which it is listed and run.
 *
 * @module
 */
import { convergenceSlows } from "./noise_enhancement/convergence_slows.ts";
import { covariance } from "./noise_enhancement/covariance.ts";
import { effectiveBatch } from "./noise_enhancement/effective_batch.ts";
import { exact } from "./noise_enhancement/exact.ts";
import { largeBatch } from "./noise_enhancement/large_batch.ts";
import { largeBatchSameAlpha } from "./noise_enhancement/large_batch_same_alpha.ts";
import type { Claim } from "./suite.ts";

/** Every suite. */
export const SUITES: readonly Claim[] = [
  exact,
  covariance,
  effectiveBatch,
  largeBatch,
  largeBatchSameAlpha,
  convergenceSlows,
];
