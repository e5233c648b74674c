import binomialCdf from "@stdlib/stats-base-dists-binomial-cdf";

/** One-sided confidence of each bound. */
const CONFIDENCE = 0.95;

/** A median with one-sided 95 % bounds. */
export interface MedianInterval {
  readonly median: number;
  /** The median of what was sampled is above it. */
  readonly lower: number;
  /** The median of what was sampled is below it. */
  readonly upper: number;
}

/**
 * The median of `values`, and bounds of the median of what they are drawn from,
 * whatever its distribution: each value is above that with probability ½, so
 * the k-th smallest is below it unless fewer than k of n are, which has
 * probability `P(Binomial(n, ½) < k)`. The largest k is taken for which that is
 * at most 5 %.
 *
 * @throws {RangeError} if there are fewer than 5: none is a bound then.
 */
export function medianInterval(values: readonly number[]): MedianInterval {
  const n = values.length;
  const sorted = values.toSorted((a, b) => a - b);
  let k = 0;
  while (k < n && binomialCdf(k, n, 0.5) <= 1 - CONFIDENCE) k++;
  if (k === 0) {
    throw new RangeError(
      `Cannot bound a median with 95 % confidence from fewer than 5 values: got ${n}`,
    );
  }
  const median = (sorted[Math.floor((n - 1) / 2)]! +
    sorted[Math.floor(n / 2)]!) / 2;
  return { median, lower: sorted[k - 1]!, upper: sorted[n - k]! };
}
