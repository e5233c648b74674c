import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { dot, norm, plus } from "./vectors.ts";

/** An eigenvalue, and how well it is known. */
export interface Eigenvalue {
  /** The Ritz value: at most the largest eigenvalue, but for rounding. */
  eigenvalue: number;
  /** ‖A y - θ y‖ of its unit vector y: an eigenvalue is at most so far off. */
  residual: number;
  /** Products A v that were made. */
  products: number;
}

/** When to be content. */
export interface LanczosOptions {
  /** Any vector that is not 0. */
  start: Float64Array;
  /** The residual, relative to the eigenvalue, that is small enough. */
  tolerance?: number;
  /** Most products A v. */
  maxProducts?: number;
}

/**
 * The largest eigenvalue of a symmetric matrix A that is known by its products
 * with vectors.
 *
 * NaN where a product is not finite. All directions so far, up to `maxProducts` vectors, are kept and stay
 * orthogonal: without that, eigenvalues would be found several times.
 *
 * @throws {RangeError} if `start` is 0 or not finite.
 *
 * Source: Lanczos, "An iteration method for the solution of the eigenvalue
 * problem" (1950); Golub and Van Loan, "Matrix computations", section 10.1.
 */
export async function lanczos(
  product: (v: Float64Array) => Promise<Float64Array>,
  { start, tolerance = 1e-3, maxProducts = 50 }: LanczosOptions,
): Promise<Eigenvalue> {
  const length = norm(start);
  if (!(length > 0 && Number.isFinite(length))) {
    throw new RangeError(
      `Cannot find an eigenvalue: the start must be finite and not 0, current norm ${length}`,
    );
  }
  const directions = [scaled(start, 1 / length)];
  const alphas: number[] = [];
  const betas: number[] = [];
  for (;;) {
    let next = await product(directions.at(-1)!);
    alphas.push(dot(next, directions.at(-1)!));
    // Twice: once leaves what cancellation has left.
    for (const direction of [...directions, ...directions]) {
      next = plus(next, -dot(next, direction), direction);
    }
    const beta = norm(next);
    if (!Number.isFinite(beta)) {
      return { eigenvalue: NaN, residual: NaN, products: alphas.length };
    }
    const { value, lastWeight } = largestOf(alphas, betas);
    const residual = beta * Math.abs(lastWeight);
    const products = alphas.length;
    if (
      residual <= tolerance * Math.abs(value) || products >= maxProducts ||
      products >= start.length
    ) {
      return { eigenvalue: value, residual, products };
    }
    betas.push(beta);
    directions.push(scaled(next, 1 / beta));
  }
}

/** Largest eigenvalue of a tridiagonal matrix, and its vector's last weight. */
function largestOf(
  diagonal: readonly number[],
  besideIt: readonly number[],
): { value: number; lastWeight: number } {
  const size = diagonal.length;
  const matrix = Matrix.diag([...diagonal], size, size);
  besideIt.forEach((value, i) => {
    matrix.set(i, i + 1, value);
    matrix.set(i + 1, i, value);
  });
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    matrix,
    { assumeSymmetric: true },
  );
  const value = Math.max(...realEigenvalues);
  const column = realEigenvalues.indexOf(value);
  return { value, lastWeight: eigenvectorMatrix.get(size - 1, column) };
}

function scaled(vector: Float64Array, factor: number): Float64Array {
  return vector.map((value) => value * factor);
}
