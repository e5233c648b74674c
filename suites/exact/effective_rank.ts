import type { Gradient } from "./estimate_moments.ts";
import { difference, dot, meanVector } from "./vectors.ts";

/**
 * (Tr Σ̂)² / Tr Σ̂²: of how many equally noisy directions the noise of the
 * gradients is worth. A trace of the covariance estimated from n Gaussian
 * draws has the relative standard error √(2 / (n · effective rank)).
 *
 * Traces come from the matrix of the gradients' inner products, so the number
 * of parameters may be large.
 */
export function effectiveRank(gradients: readonly Gradient[]): number {
  const mean = meanVector(gradients);
  const deviations = gradients.map((gradient) => difference(gradient, mean));
  let trace = 0;
  let traceOfSquare = 0;
  for (const a of deviations) {
    trace += dot(a, a);
    for (const b of deviations) {
      const product = dot(a, b);
      traceOfSquare += product * product;
    }
  }
  return trace * trace / traceOfSquare;
}
