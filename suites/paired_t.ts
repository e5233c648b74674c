/**
 * Differences paired by seed, and Student's t interval for their mean.
 *
 * @module
 */
import cdf from "@stdlib/stats-base-dists-t-cdf";

/** One-sided confidence of every interval. */
const CONFIDENCE = 0.95;

/** A sample's size, mean and standard deviation. */
export interface Moments {
  /** How many values. */
  readonly n: number;
  /** Arithmetic mean. */
  readonly mean: number;
  /** Divisor n-1; NaN where n = 1. */
  readonly sd: number;
}

/** Both one-sided bounds: each holds by itself with 95 % confidence. */
export interface Interval {
  /** The mean is above it. */
  readonly lower: number;
  /** The mean is below it. */
  readonly upper: number;
}

/**
 * `d_s = x_s - y_s` for each seed s, in ascending order of the seeds.
 *
 * @throws {RangeError} if the seeds differ, if there are fewer than 2, or if a
 * value is not finite
 */
export function pairedDifference(
  x: ReadonlyMap<number, number>,
  y: ReadonlyMap<number, number>,
): ReadonlyMap<number, number> {
  const seeds = [...x.keys()].sort((a, b) => a - b);
  const unpaired = [...new Set(seeds).symmetricDifference(new Set(y.keys()))];
  if (unpaired.length > 0) {
    throw new RangeError(
      `Cannot pair by seed: only one side has seeds ${unpaired.join(", ")}`,
    );
  }
  if (seeds.length < 2) {
    throw new RangeError(
      `Cannot compare from fewer than 2 paired seeds: got ${seeds.length}`,
    );
  }
  return new Map(
    seeds.map((seed) => [seed, finite(x, seed) - finite(y, seed)]),
  );
}

/**
 * Mean and standard deviation.
 *
 * @throws {RangeError} if there are no values
 */
export function meanAndSd(values: Iterable<number>): Moments {
  const sample = [...values];
  const [first] = sample;
  if (first === undefined) {
    throw new RangeError("Cannot take the mean of no values");
  }
  const n = sample.length;
  // Counting from the first value makes the standard deviation of equal
  // values exactly 0.
  const shift = sum(sample.map((value) => value - first)) / n;
  const squares = sum(sample.map((value) => (value - first - shift) ** 2));
  return { n, mean: first + shift, sd: Math.sqrt(squares / (n - 1)) };
}

/** `mean ± t_{0.95, n-1}·SD/√n`. */
export function tInterval({ n, mean, sd }: Moments): Interval {
  const halfWidth = tQuantile(n - 1) * sd / Math.sqrt(n);
  return { lower: mean - halfWidth, upper: mean + halfWidth };
}

/**
 * `t_{p, df}`: a quantile of Student's t distribution, by default the 95 %
 * quantile; `probability` is from 0.5 to 0.975.
 *
 * @throws {RangeError} if `degreesOfFreedom` is no positive integer
 */
export function tQuantile(
  degreesOfFreedom: number,
  { probability = CONFIDENCE }: { probability?: number } = {},
): number {
  if (!Number.isSafeInteger(degreesOfFreedom) || degreesOfFreedom < 1) {
    throw new RangeError(
      `Degrees of freedom must be a positive integer: got ${degreesOfFreedom}`,
    );
  }
  // Bisection down to neighbouring floating-point numbers; the quantile falls
  // with the degrees of freedom, from 6.31 for 1 at 95 %, 12.71 at 97.5 %.
  let [low, high] = [0, 16];
  while (true) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) return high;
    if (cdf(middle, degreesOfFreedom) < probability) low = middle;
    else high = middle;
  }
}

function finite(values: ReadonlyMap<number, number>, seed: number): number {
  const value = values.get(seed) ?? NaN;
  if (Number.isFinite(value)) return value;
  throw new RangeError(`Cannot compare seed ${seed}: its value is ${value}`);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
