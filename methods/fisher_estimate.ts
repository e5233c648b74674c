/** How a Fisher matrix is estimated in each step. */
export type FisherEstimateOptions = {
  /**
   * From how many of the step's examples, the first ones; all by default. Few
   * are enough for noise of the same mean covariance, and cost less.
   */
  readonly statisticExamples?: number;
};

/**
 * The options as a method states them.
 *
 * @throws {RangeError} unless `statisticExamples` is a positive integer.
 */
export function fisherEstimate(
  { statisticExamples }: FisherEstimateOptions,
): FisherEstimateOptions {
  if (statisticExamples === undefined) return {};
  if (!Number.isSafeInteger(statisticExamples) || statisticExamples < 1) {
    throw new RangeError(
      `Cannot estimate a Fisher matrix: the number of examples must be a positive integer, current value ${statisticExamples}`,
    );
  }
  return { statisticExamples };
}
