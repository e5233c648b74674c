import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { momentsOf } from "./distribution.ts";
import { subsets } from "./draws.ts";
import { hypergeometric } from "./hypergeometric.ts";

for (
  const [population, ones, draws] of [
    [9, 3, 4],
    [9, 7, 4],
    [5, 5, 2],
    [5, 0, 2],
    [6, 2, 6],
    [6, 2, 0],
  ] as const
) {
  test(`hypergeometric counts the subsets: ${draws} of ${population}, ${ones} ones`, () => {
    const all = subsets(population, draws);
    const counts = new Map<number, number>();
    for (const subset of all) {
      const drawn = subset.filter((index) => index < ones).length;
      counts.set(drawn, (counts.get(drawn) ?? 0) + 1);
    }
    const distribution = hypergeometric({ population, ones, draws });
    assertEquals(
      new Set(distribution.map(([x]) => x)),
      new Set(counts.keys()),
    );
    for (const [x, probability] of distribution) {
      assertAlmostEquals(probability, counts.get(x)! / all.length, 1e-15);
    }
  });
}

test("hypergeometric of a large population has its textbook moments", () => {
  const { mean, variance } = momentsOf(
    hypergeometric({ population: 60_000, ones: 6000, draws: 5000 }),
  );
  assertAlmostEquals(mean, 500, 1e-9);
  // n p (1-p) (N-n)/(N-1)
  const expected = 5000 * 0.09 * 55_000 / 59_999;
  assertAlmostEquals(variance, expected, 1e-12 * expected);
});

test("hypergeometric refuses more draws than examples", () => {
  assertThrows(
    () => hypergeometric({ population: 4, ones: 2, draws: 5 }),
    RangeError,
    "Cannot draw 5 of 4 examples with 2 ones",
  );
});
