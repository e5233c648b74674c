import { type Distribution, NEGLIGIBLE, normalised } from "./distribution.ts";

/**
 * The distribution of the number of ones among `draws` of `population`
 * examples without replacement, of which `ones` are 1 and the others 0.
 *
 * P(x) ∝ C(ones, x) C(population - ones, draws - x), from neighbour to
 * neighbour by P(x+1)/P(x), from near the mean outwards so that nothing
 * overflows.
 *
 * @throws {RangeError} if there are fewer examples than draws or ones.
 */
export function hypergeometric(
  { population, ones, draws }: {
    population: number;
    ones: number;
    draws: number;
  },
): Distribution {
  if (population < Math.max(ones, draws)) {
    throw new RangeError(
      `Cannot draw ${draws} of ${population} examples with ${ones} ones: there are too few`,
    );
  }
  const zeros = population - ones;
  const least = Math.max(0, draws - zeros);
  const most = Math.min(draws, ones);
  const ratio = (x: number) =>
    (ones - x) * (draws - x) / ((x + 1) * (zeros - draws + x + 1));
  const start = Math.round(draws * ones / population);
  const weights: [number, number][] = [[start, 1]];
  for (let x = start, weight = 1; x < most && weight > NEGLIGIBLE; x++) {
    weight *= ratio(x);
    weights.push([x + 1, weight]);
  }
  for (let x = start, weight = 1; x > least && weight > NEGLIGIBLE; x--) {
    weight /= ratio(x - 1);
    weights.push([x - 1, weight]);
  }
  return normalised(weights);
}
