/**
 * (1/n) Σ v vᵀ of n vectors, `[length * length]` row-major: of per-example
 * gradients the empirical Fisher matrix, uncentred.
 */
export function secondMoment(
  vectors: readonly ArrayLike<number>[],
): Float64Array {
  const size = vectors[0]?.length ?? 0;
  const sums = new Float64Array(size * size);
  for (const v of vectors) {
    for (let i = 0; i < size; i++) {
      const row = v[i]!;
      for (let j = 0; j < size; j++) sums[i * size + j]! += row * v[j]!;
    }
  }
  return sums.map((sum) => sum / vectors.length);
}
