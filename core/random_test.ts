import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey, split } from "./key.ts";
import { normal, permutation, subset, uniform, words } from "./random.ts";

const COUNT = 200_000;
/** Its first uniform number is 0, which has no logarithm. */
const UNIFORM_ZERO = rootKey(7_190_464);

/** Mean of f over the draws. */
function mean(draws: Float32Array, f: (draw: number) => number): number {
  return draws.reduce((sum, draw) => sum + f(draw), 0) / draws.length;
}

test("words of seed 0 start with Random123's answer for zeros", () => {
  assertEquals(
    [...words(rootKey(0), 6)].slice(0, 4),
    [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
  );
});

test("a shorter draw is the beginning of a longer one", () => {
  const key = split(rootKey(2), "noise");
  assertEquals([...words(key, 5)], [...words(key, 11)].slice(0, 5));
  assertEquals([...uniform(key, 5)], [...uniform(key, 11)].slice(0, 5));
  assertEquals([...normal(key, 5)], [...normal(key, 11)].slice(0, 5));
});

// Bounds are 5 standard errors of each moment for COUNT draws.
test("uniform has the moments of U[0, 1)", () => {
  const draws = uniform(rootKey(0), COUNT);
  assert(draws.every((draw) => draw >= 0 && draw < 1));
  assertAlmostEquals(mean(draws, (u) => u), 1 / 2, 5 * 0.2887 / 447.2);
  assertAlmostEquals(mean(draws, (u) => u * u), 1 / 3, 5 * 0.2981 / 447.2);
});

test("normal has the moments of N(0, 1)", () => {
  const draws = normal(rootKey(0), COUNT);
  const standardError = 1 / Math.sqrt(COUNT);
  assertAlmostEquals(mean(draws, (z) => z), 0, 5 * standardError);
  assertAlmostEquals(
    mean(draws, (z) => z ** 2),
    1,
    5 * Math.SQRT2 * standardError,
  );
  assertAlmostEquals(
    mean(draws, (z) => z ** 3),
    0,
    5 * Math.sqrt(15) * standardError,
  );
  assertAlmostEquals(
    mean(draws, (z) => z ** 4),
    3,
    5 * Math.sqrt(96) * standardError,
  );
});

test("normal draws of one block are uncorrelated", () => {
  const draws = normal(rootKey(4), COUNT);
  for (const lag of [1, 2, 3]) {
    const products = draws.subarray(lag).map((z, i) => z * draws[i]!);
    assertAlmostEquals(mean(products, (p) => p), 0, 5 / Math.sqrt(COUNT));
  }
});

test("normal draws of a uniform number of 0 are finite", () => {
  const draws = normal(UNIFORM_ZERO, 2);
  assertEquals(uniform(UNIFORM_ZERO, 1)[0], 0);
  assertAlmostEquals(draws[0]!, -4.1418, 1e-4);
  assertAlmostEquals(draws[1]!, 3.8836, 1e-4);
});

test("permutation holds each index once", () => {
  for (const count of [0, 1, 2, 1000]) {
    const sorted = permutation(rootKey(9), count).toSorted();
    assertEquals([...sorted], Array.from({ length: count }, (_, i) => i));
  }
});

test("permutation is uniform over the orders of 4", () => {
  const draws = 24_000;
  const counts = new Map<string, number>();
  for (let step = 0; step < draws; step++) {
    const order = permutation(split(rootKey(1), step), 4).join();
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  const expected = draws / 24;
  const chiSquare = [...counts.values()].reduce(
    (sum, count) => sum + (count - expected) ** 2 / expected,
    0,
  );
  assertEquals(counts.size, 24);
  // 99.9 % quantile of chi-square with 23 degrees of freedom.
  assert(chiSquare < 49.73, `chi-square ${chiSquare}`);
});

test("permutations of different epochs differ", () => {
  const shuffle = split(rootKey(0), "shuffle");
  assertNotEquals(
    permutation(split(shuffle, 0), 50),
    permutation(split(shuffle, 1), 50),
  );
});

test("a subset is the end of the permutation", () => {
  const key = rootKey(3);
  const all = permutation(key, 20);
  for (const size of [0, 1, 7, 19, 20]) {
    assertEquals(subset(key, { size, of: 20 }), all.subarray(20 - size));
  }
  assertThrows(() => subset(key, { size: 21, of: 20 }), RangeError, "21");
  for (const count of [NaN, -1, 2.5, 2 ** 32]) {
    const refusal = `current value ${count}`;
    assertThrows(() => permutation(key, count), RangeError, refusal);
    assertThrows(
      () => subset(key, { size: 0, of: count }),
      RangeError,
      refusal,
    );
  }
});
