/**
 * Covariances of gradient estimates as multiples of Σ̂, the covariance of one
 * example's gradient (divisor N), with their finite-size factors.
 *
 * @module
 */

/** Sizes of the training set and of a minibatch. */
export interface Sizes {
  /** N */
  readonly examples: number;
  /** B; not an integer where it is an effective batch size. */
  readonly batchSize: number;
}

/**
 * Plain SGD: (1/B) (N - B)/(N - 1).
 *
 * Source: "Improved generalization by noise enhancement", eq. 4, at η = 1.
 */
export function plainMultiple({ examples, batchSize }: Sizes): number {
  return (examples - batchSize) / (batchSize * (examples - 1));
}

/**
 * Weights w of distinct examples, Σw = 1: (N / (N - 1)) (Σw² - 1/N).
 *
 * Plain SGD is the case of B weights 1/B.
 */
export function weightedMultiple(
  weights: readonly number[],
  { examples }: Pick<Sizes, "examples">,
): number {
  const squares = weights.reduce((sum, weight) => sum + weight ** 2, 0);
  return examples / (examples - 1) * (squares - 1 / examples);
}
