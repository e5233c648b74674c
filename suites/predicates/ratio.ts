/**
 * Predicates over ratios of values paired by seed.
 *
 * @module
 */
import type { BySeed } from "../paired_t.ts";
import { type Comparison, equivalent, greaterThan } from "./comparison.ts";

/**
 * Natural logarithms: the mean difference of two is the log of the geometric
 * mean of their ratios.
 *
 * @throws {RangeError} if a value is not positive and finite
 */
export function logarithms(x: BySeed): BySeed {
  return new Map([...x].map(([seed, value]) => {
    if (value > 0 && value < Infinity) return [seed, Math.log(value)];
    throw new RangeError(
      `Cannot take the logarithm of seed ${seed}: its value is ${value}`,
    );
  }));
}

/**
 * EQ of logarithms: does the geometric mean of `x_s / y_s` lie between
 * `1/factor` and `factor`? A factor of 1.15 is "within 15 %".
 *
 * @throws {RangeError} if factor is not above 1 and finite, as
 * {@linkcode logarithms}, and as {@linkcode pairedDifference}
 */
export function withinFactor(
  x: BySeed,
  y: BySeed | number,
  { factor }: { factor: number },
): Comparison {
  if (!(factor > 1 && factor < Infinity)) {
    throw new RangeError(`Factor must be above 1 and finite: got ${factor}`);
  }
  const other = typeof y === "number"
    ? logarithms(new Map([...x.keys()].map((seed) => [seed, y])))
    : logarithms(y);
  return equivalent(logarithms(x), other, { margin: Math.log(factor) });
}

/**
 * Do `x` and `y` differ by less than `fraction` of `scale`, another measured
 * value: is the mean of `fraction·scale_s - (x_s - y_s)` greater than 0, and
 * that of `fraction·scale_s + (x_s - y_s)` too? Two one-sided 5 % tests, to be
 * joined by {@linkcode allOf}. Unlike {@linkcode withinFactor} it allows values
 * of either sign.
 *
 * Source: Berger and Hsu, "Bioequivalence trials, intersection–union tests and
 * equivalence confidence sets" (1996), after Fieller and Sasabuchi.
 *
 * @throws {RangeError} if fraction is not positive and finite, and as
 * {@linkcode pairedDifference}
 */
export function withinFraction(
  x: BySeed,
  y: BySeed,
  { fraction, scale }: { fraction: number; scale: BySeed },
): readonly [Comparison, Comparison] {
  if (!(fraction > 0 && fraction < Infinity)) {
    throw new RangeError(
      `Fraction must be positive and finite: got ${fraction}`,
    );
  }
  const allowed = new Map(
    [...scale].map(([seed, value]) => [seed, fraction * value]),
  );
  const plus = (a: BySeed, b: BySeed) =>
    new Map([...a].map(([seed, value]) => [seed, value + b.get(seed)!]));
  return [
    greaterThan(plus(y, allowed), x),
    greaterThan(plus(x, allowed), y),
  ];
}
