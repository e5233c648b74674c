/**
 * Gradients of a few examples, and arithmetic in double precision.
 *
 * @module
 */
import { rootKey } from "../../core/key.ts";
import { normal } from "../../core/random.ts";

/** Rows of numbers. */
export type Matrix = readonly (readonly number[])[];

/** g_i of 6 examples with 4 parameters, `[examples][parameters]`. */
export const GRADIENTS: Matrix = Array.from(
  { length: 6 },
  (_, i) => [...normal(rootKey(100 + i), 4)],
);

/** Σ_k a_ik b_jk */
export function productOfRows(a: Matrix, b: Matrix): number[][] {
  return a.map((x) =>
    b.map((y) => x.reduce((sum, value, k) => sum + value * y[k]!, 0))
  );
}

/** Rows and columns exchanged. */
export function transposed(matrix: Matrix): number[][] {
  return matrix[0]!.map((_, j) => matrix.map((row) => row[j]!));
}

/** `factor` times each number. */
export function scaled(matrix: Matrix, factor: number): number[][] {
  return matrix.map((row) => row.map((value) => value * factor));
}

/** A ⊗ B in the order of row-major matrices `[rows of A, rows of B]`. */
export function kronecker(a: Matrix, b: Matrix): number[][] {
  return a.flatMap((rowA) =>
    b.map((rowB) => rowA.flatMap((x) => rowB.map((y) => x * y)))
  );
}

/** F = (1/m) Σ g_i g_iᵀ */
export function fisherMatrix(gradients: Matrix): number[][] {
  const columns = transposed(gradients);
  return scaled(productOfRows(columns, columns), 1 / gradients.length);
}

/** ‖a - b‖_F / ‖b‖_F */
export function relativeError(a: Matrix, b: Matrix): number {
  const norm = (matrix: Matrix) =>
    Math.hypot(...matrix.flatMap((row) => [...row]));
  const difference = a.map((row, i) => row.map((x, j) => x - b[i]![j]!));
  return norm(difference) / norm(b);
}
