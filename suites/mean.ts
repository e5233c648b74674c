/** The arithmetic mean of values in any unit; NaN of nothing. */
export function mean(values: Iterable<number>): number {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    sum += value;
    count++;
  }
  return sum / count;
}
