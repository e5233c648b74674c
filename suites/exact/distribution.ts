/**
 * Discrete distributions of a number, for estimates whose draws are too many
 * to list one by one.
 *
 * @module
 */

/** The values that a number takes, each with its probability. */
export type Distribution = readonly (readonly [
  value: number,
  probability: number,
])[];

/** Less likely outcomes change no moment in double precision: left out. */
export const NEGLIGIBLE = 1e-30;

/** Mean and central moments E(x - E x)^r. */
export interface CentralMoments {
  readonly mean: number;
  /** r = 2 */
  readonly variance: number;
  /** r = 3 */
  readonly third: number;
  /** r = 4 */
  readonly fourth: number;
}

/** `weights` as probabilities: negligible ones left out, their sum made 1. */
export function normalised(weights: Distribution): Distribution {
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
  return weights
    .map(([value, weight]) => [value, weight / total] as const)
    .filter(([, probability]) => probability > NEGLIGIBLE);
}

/** The moments of a distribution, from their definition. */
export function momentsOf(distribution: Distribution): CentralMoments {
  const mean = distribution.reduce((sum, [x, p]) => sum + p * x, 0);
  let [variance, third, fourth] = [0, 0, 0];
  for (const [x, p] of distribution) {
    const deviation = x - mean;
    const square = deviation * deviation;
    variance += p * square;
    third += p * square * deviation;
    fourth += p * square * square;
  }
  return { mean, variance, third, fourth };
}

/**
 * The distribution of Σ w_m x_m over numbers drawn one after the other.
 *
 * @param weights w_m
 * @param next The distribution of the next number, given those before it.
 */
export function weightedSum(
  weights: readonly number[],
  next: (drawn: readonly number[]) => Distribution,
): Distribution {
  const outcomes: [number, number][] = [];
  const draw = (drawn: readonly number[], sum: number, likely: number) => {
    const weight = weights[drawn.length]!;
    const last = drawn.length === weights.length - 1;
    for (const [x, p] of next(drawn)) {
      if (last) outcomes.push([sum + weight * x, likely * p]);
      else draw([...drawn, x], sum + weight * x, likely * p);
    }
  };
  draw([], 0, 1);
  return normalised(outcomes);
}
