/** Where the middle half of some numbers lies. */
export interface Quartiles {
  /** A quarter of them is below. */
  readonly first: number;
  readonly median: number;
  /** A quarter of them is above. */
  readonly third: number;
}

/**
 * The quartiles of `values`: linear between the two nearest, the smallest
 * being at 0 and the largest at 1 (the usual type 7).
 *
 * @throws {RangeError} if there are none.
 */
export function quartilesOf(values: readonly number[]): Quartiles {
  if (values.length === 0) {
    throw new RangeError("Cannot take quartiles: there are no values");
  }
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => {
    const place = share * (sorted.length - 1);
    const below = Math.floor(place);
    const low = sorted[below]!;
    return low + (place - below) * (sorted[Math.ceil(place)]! - low);
  };
  return { first: at(0.25), median: at(0.5), third: at(0.75) };
}
