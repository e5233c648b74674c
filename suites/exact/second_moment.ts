import { combination, outer } from "./vectors.ts";

/**
 * (1/n) Σ v vᵀ of n vectors, `[length * length]` row-major: of per-example
 * gradients the empirical Fisher matrix, uncentred.
 */
export function secondMoment(
  vectors: readonly ArrayLike<number>[],
): Float64Array {
  return combination(
    ...vectors.map((v) => [1 / vectors.length, outer(v, v)] as const),
  );
}
