/** How much noise is added to large-batch SGD. */
export type NoiseScaleOptions =
  /**
   * As much as the gradient of a batch of M_S examples has more than that of
   * M_L: c² = (M_L - M_S) / (M_L M_S).
   */
  | { readonly smallBatch: number; readonly largeBatch: number }
  /** c itself: the noise has covariance c² F. */
  | { readonly scale: number };

/**
 * c: noise of covariance c² F, F being the Fisher matrix of an example, makes
 * the gradient of a large batch as noisy as that of a small one, up to terms
 * of order 1/N.
 *
 * @throws {RangeError} unless 1 <= M_S <= M_L, both integers; unless `scale` is
 * finite and at least 0.
 *
 * Source: Wen et al., "An empirical study of stochastic gradient descent with
 * structured covariance noise" (2020), eqs. 3 to 5.
 */
export function noiseScale(options: NoiseScaleOptions): number {
  if ("scale" in options) {
    const { scale } = options;
    if (!(scale >= 0 && Number.isFinite(scale))) {
      throw new RangeError(
        `Cannot add noise: scale must be finite and at least 0, current value ${scale}`,
      );
    }
    return scale;
  }
  const { smallBatch, largeBatch } = options;
  if (
    !Number.isSafeInteger(smallBatch) || !Number.isSafeInteger(largeBatch) ||
    smallBatch < 1 || smallBatch > largeBatch
  ) {
    throw new RangeError(
      `Cannot add the noise of a small batch to a large one: the small one must have from 1 to as many examples as the large one, current values ${smallBatch} and ${largeBatch}`,
    );
  }
  return Math.sqrt((largeBatch - smallBatch) / (largeBatch * smallBatch));
}

/** What follows the name of a method, e.g. "M_S=128 M_L=4096". */
export function noiseScaleName(options: NoiseScaleOptions): string {
  return "scale" in options
    ? `c=${options.scale}`
    : `M_S=${options.smallBatch} M_L=${options.largeBatch}`;
}
