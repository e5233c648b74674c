/**
 * How many seeds a verdict needs.
 *
 * @module
 */
import { tQuantile } from "../paired_t.ts";
import { noncentralTCdf } from "./noncentral_t.ts";

/** Of a test whose effect is there. */
const POWER = 0.8;

/** More seeds than that nobody runs. */
export const MOST_SEEDS = 10_000;

/**
 * The probability that one-sided 5 % t tests with `n` paired seeds all reject,
 * where the true means are `effects` standard deviations beyond what is
 * tested. Exact for one effect; for two it is `P(A) + P(B) - 1`, which is never
 * more than `P(A and B)`, and from 0.8 on at most 0.003 less with six seeds.
 */
export function powerOf(
  effects: readonly number[],
  { n }: { n: number },
): number {
  const critical = tQuantile(0.95, n - 1);
  const misses = effects.filter(Number.isFinite).map((effect) =>
    noncentralTCdf(critical, {
      degreesOfFreedom: n - 1,
      noncentrality: effect * Math.sqrt(n),
    })
  );
  return Math.max(0, 1 - misses.reduce((sum, miss) => sum + miss, 0));
}

/**
 * The smallest number of paired seeds above `n` with which such tests all
 * reject with probability 0.8; undefined if 10,000 are too few.
 */
export function seedsFor(
  effects: readonly number[],
  { n }: { n: number },
): number | undefined {
  const enough = (n: number) => powerOf(effects, { n }) >= POWER;
  let [few, many] = [n, 2 * n];
  while (!enough(Math.min(many, MOST_SEEDS))) {
    if (many >= MOST_SEEDS) return undefined;
    [few, many] = [many, 2 * many];
  }
  many = Math.min(many, MOST_SEEDS);
  while (many - few > 1) {
    const middle = Math.floor((few + many) / 2);
    if (enough(middle)) many = middle;
    else few = middle;
  }
  return many;
}
