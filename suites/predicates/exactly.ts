/** An exact identity, checked up to rounding. */
export interface ExactCheck {
  /** What was computed. */
  readonly value: number;
  /** What the identity says. */
  readonly expected: number;
  /** `|value - expected|`. */
  readonly error: number;
  /** Largest error that rounding explains. */
  readonly bound: number;
  /** `error <= bound`; never for NaN. */
  readonly holds: boolean;
}

/** Whether `value` is `expected` up to a rounding error of `bound`. */
export function exactly(
  { value, expected, bound }: {
    value: number;
    expected: number;
    bound: number;
  },
): ExactCheck {
  const error = Math.abs(value - expected);
  return { value, expected, error, bound, holds: error <= bound };
}
