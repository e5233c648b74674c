/** Σ scale_k·vector_k in double precision. */
export function combination(
  ...terms: readonly (readonly [scale: number, vector: ArrayLike<number>])[]
): Float64Array {
  const sum = new Float64Array(terms[0]?.[1].length ?? 0);
  for (const [scale, vector] of terms) {
    for (let j = 0; j < sum.length; j++) sum[j]! += scale * vector[j]!;
  }
  return sum;
}

/** Σ a_j b_j in double precision. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!;
  return sum;
}

/** a - b in double precision. */
export function difference(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
): Float64Array {
  return combination([1, a], [-1, b]);
}

/** (1/n) Σ of n vectors in double precision. */
export function meanVector(
  vectors: readonly ArrayLike<number>[],
): Float64Array {
  return combination(
    ...vectors.map((vector) => [1 / vectors.length, vector] as const),
  );
}

/** √(Σ a_j²); of a matrix the Frobenius norm. */
export function norm(a: ArrayLike<number>): number {
  return Math.sqrt(dot(a, a));
}

/** a bᵀ, `[length of a * length of b]` row-major. */
export function outer(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
): Float64Array {
  const product = new Float64Array(a.length * b.length);
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < b.length; j++) {
      product[i * b.length + j] = a[i]! * b[j]!;
    }
  }
  return product;
}

/** ‖a - b‖ / ‖b‖. */
export function relativeDistance(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
): number {
  const between = difference(a, b);
  return Math.sqrt(dot(between, between) / dot(b, b));
}
