/**
 * Differences paired by seed, and Student's t interval for their mean.
 *
 * @module
 */
import cdf from "@stdlib/stats-base-dists-t-cdf";
import { quantile } from "./predicates/quantile.ts";

/** A value for each seed. */
export type BySeed = ReadonlyMap<number, number>;

/** A sample's size, mean and standard deviation. */
export interface Moments {
  /** How many values. */
  readonly n: number;
  /** Arithmetic mean. */
  readonly mean: number;
  /** Divisor n-1; NaN where n = 1. */
  readonly sd: number;
}

/** Two bounds for a mean. */
export interface Interval {
  /** The mean is above it. */
  readonly lower: number;
  /** The mean is below it. */
  readonly upper: number;
}

/**
 * `d_s = x_s - y_s` for each seed s, in ascending order of the seeds; a number
 * `y` is subtracted from each.
 *
 * @throws {RangeError} if the seeds differ, if there are fewer than 2, or if a
 * value is not finite
 */
export function pairedDifference(x: BySeed, y: BySeed | number): BySeed {
  const seeds = [...x.keys()].sort((a, b) => a - b);
  const others = typeof y === "number"
    ? new Map(seeds.map((seed) => [seed, y]))
    : y;
  const unpaired = [
    ...new Set(seeds).symmetricDifference(new Set(others.keys())),
  ];
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
    seeds.map((seed) => [seed, finite(x, seed) - finite(others, seed)]),
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

/**
 * `mean ± t_{p, n-1}·SD/√n`. With `p` = 0.95 each bound holds by itself with
 * 95 % confidence, with `p` = 0.975 both together do.
 */
export function tInterval(
  { n, mean, sd }: Moments,
  { probability }: { probability: number },
): Interval {
  const halfWidth = tQuantile(probability, n - 1) * sd / Math.sqrt(n);
  return { lower: mean - halfWidth, upper: mean + halfWidth };
}

/**
 * `t_{p, df}`, a quantile of Student's t distribution above its median.
 *
 * @throws {RangeError} if `probability` is not between 0.5 and 0.999, or
 * `degreesOfFreedom` is no positive integer
 */
export function tQuantile(
  probability: number,
  degreesOfFreedom: number,
): number {
  if (!(probability > 0.5 && probability <= 0.999)) {
    throw new RangeError(
      `Probability must be above 0.5 and at most 0.999: got ${probability}`,
    );
  }
  if (!Number.isSafeInteger(degreesOfFreedom) || degreesOfFreedom < 1) {
    throw new RangeError(
      `Degrees of freedom must be a positive integer: got ${degreesOfFreedom}`,
    );
  }
  // It falls with the degrees of freedom, from 318.3 for 1 and 0.999.
  return quantile((t) => cdf(t, degreesOfFreedom), {
    ...{ probability, low: 0, high: 400 },
  });
}

function finite(values: BySeed, seed: number): number {
  const value = values.get(seed) ?? NaN;
  if (Number.isFinite(value)) return value;
  throw new RangeError(`Cannot compare seed ${seed}: its value is ${value}`);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
