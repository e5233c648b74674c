import { meanAndSd, tQuantile } from "../../suites/paired_t.ts";

/** A mean over seeds with its two-sided 95 % interval. */
export interface MeanInterval {
  readonly mean: number;
  /** `mean ∓ t_{0.975,n-1}·sd/√n`; NaN for one value. */
  readonly lower: number;
  readonly upper: number;
}

const UPPER_TAIL = 0.975;

/**
 * Mean and interval of the values, or on a logarithmic scale those of their
 * logarithms; undefined where one of them has no place on the scale, as of a
 * run that diverged, for the others' mean would flatter.
 */
export function meanInterval(
  values: readonly number[],
  { log = false }: { log?: boolean } = {},
): MeanInterval | undefined {
  const scaled = log ? values.map(Math.log) : values;
  if (values.length === 0 || !scaled.every(Number.isFinite)) return undefined;
  const { n, mean, sd } = meanAndSd(scaled);
  const back = log ? Math.exp : (value: number) => value;
  const half = halfWidth({ sd, n });
  return {
    mean: back(mean),
    lower: back(mean - half),
    upper: back(mean + half),
  };
}

/** Quantiles by n: finding one takes longer than all else. */
const quantiles = new Map<number, number>();

/** `t_{0.975,n-1}·sd/√n`; NaN for n = 1. */
export function halfWidth({ sd, n }: { sd: number; n: number }): number {
  if (n < 2) return NaN;
  const t = quantiles.get(n) ?? tQuantile(UPPER_TAIL, n - 1);
  quantiles.set(n, t);
  return t * sd / Math.sqrt(n);
}
