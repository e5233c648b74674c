/**
 * The value at which a cumulative distribution function that grows reaches
 * `probability`: bisection between `low` and `high`, down to neighbouring
 * floating-point numbers.
 *
 * The library's own quantiles ask for every variable of the environment, its
 * distribution functions for none.
 */
export function quantile(
  cdf: (value: number) => number,
  { probability, low, high }: {
    probability: number;
    low: number;
    high: number;
  },
): number {
  let [below, above] = [low, high];
  while (true) {
    const middle = below + (above - below) / 2;
    if (middle === below || middle === above) return above;
    if (cdf(middle) < probability) below = middle;
    else above = middle;
  }
}
