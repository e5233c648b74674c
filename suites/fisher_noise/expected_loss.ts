/**
 * The expected loss of gradient descent with constant noise on ½ θᵀ A θ, in
 * A's eigenbasis, where it is exact: with a_i an eigenvalue of A, n_i the
 * variance of the noise along its direction and s_i = E θ_i²,
 *
 *     s_i ← (1 - α a_i)² s_i + α² n_i,   E L = ½ Σ a_i s_i.
 *
 * @module
 */
import { EigenvalueDecomposition, Matrix } from "ml-matrix";

/** One direction of A. */
export interface Direction {
  /** a_i */
  readonly curvature: number;
  /** n_i */
  readonly noise: number;
  /** s_i at the start. */
  readonly start: number;
}

/** The directions of A, the least curved first. */
export function directionsOf(
  hessian: readonly (readonly number[])[],
  { covariance, start }: {
    covariance: Float64Array;
    start: readonly number[];
  },
): Direction[] {
  const size = hessian.length;
  const { realEigenvalues, eigenvectorMatrix: vectors } =
    new EigenvalueDecomposition(
      new Matrix(hessian.map((row) => [...row])),
      { assumeSymmetric: true },
    );
  const noise = vectors.transpose()
    .mmul(Matrix.from1DArray(size, size, covariance)).mmul(vectors);
  const along = vectors.transpose().mmul(Matrix.columnVector([...start]));
  return realEigenvalues
    .map((curvature, i) => ({
      curvature,
      noise: noise.get(i, i),
      start: along.get(i, 0) ** 2,
    }))
    .toSorted((a, b) => a.curvature - b.curvature);
}

/** E L before the first step and after each. */
export function expectedLosses(
  directions: readonly Direction[],
  rates: readonly number[],
): Float64Array {
  const s = directions.map(({ start }) => start);
  const loss = () =>
    directions.reduce((sum, { curvature }, i) => sum + curvature * s[i]!, 0) /
    2;
  const losses = new Float64Array(rates.length + 1);
  losses[0] = loss();
  rates.forEach((rate, step) => {
    directions.forEach(({ curvature, noise }, i) => {
      s[i] = (1 - rate * curvature) ** 2 * s[i]! + rate ** 2 * noise;
    });
    losses[step + 1] = loss();
  });
  return losses;
}

/** E L in the long run at a constant rate α: ½ Σ α n_i / (2 - α a_i). */
export function stationaryLoss(
  directions: readonly Direction[],
  rate: number,
): number {
  return directions.reduce(
    (sum, { curvature, noise }) => sum + rate * noise / (2 - rate * curvature),
    0,
  ) / 2;
}

/**
 * The limit of k E L at rates β / (k + γ): ½ Σ n_i a_i β² / (2 β a_i - 1).
 */
export function limitOfScaledLoss(
  directions: readonly Direction[],
  beta: number,
): number {
  return directions.reduce(
    (sum, { curvature, noise }) =>
      sum + noise * curvature * beta ** 2 / (2 * beta * curvature - 1),
    0,
  ) / 2;
}
