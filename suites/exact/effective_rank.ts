import type { Gradient } from "./estimate_moments.ts";
import { combination, dot } from "./vectors.ts";

/**
 * (Tr Σ̂)² / Tr Σ̂²: of how many equally noisy directions the noise of the
 * gradients is worth. A trace of the covariance estimated from n Gaussian
 * draws has the relative standard error √(2 / (n · effective rank)).
 *
 * Traces come from the matrix of the gradients' inner products, so the number
 * of parameters may be large.
 */
export function effectiveRank(gradients: readonly Gradient[]): number {
  const count = gradients.length;
  const mean = combination(
    ...gradients.map((gradient) => [1 / count, gradient] as const),
  );
  const deviations = gradients.map((gradient) =>
    combination([1, gradient], [-1, mean])
  );
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
