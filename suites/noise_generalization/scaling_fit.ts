/**
 * How the best learning rate depends on the batch size: along
 * log₂ ε* = min(a + s log₂ B, c), within its error bars.
 *
 * @module
 */
import { type SaturatingLine, saturatingLine } from "../predicates.ts";

/** A best learning rate with its error bar, all as log₂. */
export interface Bar {
  /** log₂ B. */
  readonly x: number;
  readonly y: number;
  readonly low: number;
  readonly high: number;
}

/** Rounding of logarithms. */
const ROUNDING = 1e-9;

/** The value of a line that stops rising. */
export function valueAt(
  { slope, ceiling, corner }: Pick<
    SaturatingLine,
    "slope" | "ceiling" | "corner"
  >,
  x: number,
): number {
  return ceiling + slope * Math.min(x - corner, 0);
}

/** Whether a value is in a bar. */
export function isIn({ low, high }: Bar, value: number): boolean {
  return value >= low - ROUNDING && value <= high + ROUNDING;
}

/** The least-squares fit, or none where nothing rises. */
export function fitOf(bars: readonly Bar[]): SaturatingLine | undefined {
  try {
    return saturatingLine(bars);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The share of the bars that a fit passes. */
export function passed(
  bars: readonly Bar[],
  value: (x: number) => number,
): number {
  return bars.filter((bar) => isIn(bar, value(bar.x))).length / bars.length;
}

/** Of the lines through ends of two bars: turning a line meets such a one. */
export function slopesBetween(bars: readonly Bar[]): number[] {
  return endsOf(bars).flatMap((from, i, ends) =>
    ends.slice(i + 1).filter(({ x }) => x !== from.x)
      .map(({ x, y }) => (y - from.y) / (x - from.x))
  );
}

function endsOf(bars: readonly Bar[]): { x: number; y: number }[] {
  return bars.flatMap(({ x, low, high }) => [{ x, y: low }, { x, y: high }]);
}

/**
 * The largest share of the bars that any line min(a + s x, c) passes whose
 * slope is one of `slopes`. Lifting a or c until an end of a bar is met loses
 * none, so that only such ends need be tried.
 */
export function mostPassed(
  bars: readonly Bar[],
  slopes: readonly number[],
): number {
  const ends = endsOf(bars);
  const shares = slopes.flatMap((slope) =>
    ends.flatMap(({ x, y }) =>
      ends.map(({ y: ceiling }) =>
        passed(bars, (at) => Math.min(y + slope * (at - x), ceiling))
      )
    )
  );
  return Math.max(...shares);
}
