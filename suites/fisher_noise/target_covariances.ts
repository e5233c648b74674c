/**
 * The covariances that injected noise has to have, by their definitions, from
 * per-example gradients. Matrices are `[d * d]`, row-major.
 *
 * @module
 */
import { secondMoment } from "../exact/second_moment.ts";
import { combination, dot, outer } from "../exact/vectors.ts";

/** Sizes of a dense layer: kernel `[inputs, outputs]`, then a bias. */
export interface DenseSizes {
  readonly inputs: number;
  readonly outputs: number;
}

/** The matrix with everything but its diagonal 0. */
export function diagonalOf(matrix: Float64Array): Float64Array {
  const size = Math.sqrt(matrix.length);
  return matrix.map((value, i) => i % (size + 1) === 0 ? value : 0);
}

/** The sum of the diagonal. */
export function traceOf(matrix: Float64Array): number {
  return diagonalOf(matrix).reduce((sum, value) => sum + value, 0);
}

/** The multiple of the unit matrix with the same trace. */
export function isotropicOf(matrix: Float64Array): Float64Array {
  const size = Math.sqrt(matrix.length);
  return unitMatrix(size, traceOf(matrix) / size);
}

/** `factor` on the diagonal, 0 elsewhere. */
export function unitMatrix(size: number, factor = 1): Float64Array {
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) matrix[i * (size + 1)] = factor;
  return matrix;
}

/**
 * The block-diagonal matrix of A ⊗ S for each dense layer, A and S being means
 * over examples of a aᵀ and δ δᵀ, a the inputs with a 1 behind them and δ the
 * gradient of the outputs, which a gradient a δᵀ tells both.
 *
 * @throws {RangeError} if an example has δ = 0, which hides its inputs.
 */
export function kroneckerOf(
  gradients: readonly ArrayLike<number>[],
  layers: readonly DenseSizes[],
): Float64Array {
  const size = gradients[0]!.length;
  const matrix = new Float64Array(size * size);
  let from = 0;
  for (const { inputs, outputs } of layers) {
    const rows = inputs + 1;
    const parts = gradients.map((gradient) => {
      const kernel = Array.from(gradient).slice(from, from + rows * outputs);
      const delta = kernel.slice(inputs * outputs);
      const square = dot(delta, delta);
      if (square === 0) {
        throw new RangeError(
          "Cannot tell a layer's inputs: an example has gradient 0 there",
        );
      }
      const a = Array.from(
        { length: rows },
        (_, row) =>
          dot(kernel.slice(row * outputs, (row + 1) * outputs), delta) /
          square,
      );
      return { a, delta };
    });
    const A = secondMoment(parts.map(({ a }) => a));
    const S = secondMoment(parts.map(({ delta }) => delta));
    for (let i = 0; i < rows * outputs; i++) {
      for (let j = 0; j < rows * outputs; j++) {
        const [row, column] = [from + i, from + j];
        matrix[row * size + column] =
          A[Math.floor(i / outputs) * rows + Math.floor(j / outputs)]! *
          S[(i % outputs) * outputs + j % outputs]!;
      }
    }
    from += rows * outputs;
  }
  return matrix;
}

/** Σ_j c_j c_jᵀ = C Cᵀ of the columns of C. */
export function covarianceOfColumns(
  columns: readonly ArrayLike<number>[],
): Float64Array {
  return combination(
    ...columns.map((column) => [1, outer(column, column)] as const),
  );
}
