import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import scipy from "../testdata/predicates_scipy.json" with { type: "json" };
import { MOST_SEEDS, powerOf, seedsFor } from "./power.ts";

test("the power of one test agrees with SciPy", () => {
  for (const { effects, n, power } of scipy.seeds_for) {
    if (effects.length > 1) continue;
    assertAlmostEquals(powerOf(effects, { n }), power, 1e-7);
  }
});

test("the power of two is at most SciPy's integral, and nearly that", () => {
  const pairs = scipy.seeds_for.filter(({ effects }) => effects.length === 2);
  assertEquals(pairs.length, 5);
  for (const { effects, n, power } of pairs) {
    const ours = powerOf(effects, { n });
    assert(ours <= power + 1e-7 && ours >= power - 1e-3, `${ours} ${power}`);
  }
});

test("the number of seeds is SciPy's, the smallest with power 0.8", () => {
  for (const { effects, n } of scipy.seeds_for) {
    assertEquals(seedsFor(effects, { n: 1 }), n, effects.join());
    assertEquals(seedsFor(effects, { n: n - 1 }), n, effects.join());
  }
});

test("an effect too small, absent or in the other direction has none", () => {
  for (const effect of [0.024, 0, -1]) {
    assertEquals(seedsFor([effect], { n: 4 }), undefined);
  }
  // (1.645 + 0.842)² / 0.02487² = 10,000
  assertEquals(seedsFor([0.0249], { n: 4 })! <= MOST_SEEDS, true);
});

test("a limit that is infinitely far is always kept", () => {
  assertEquals(
    powerOf([0.5, Infinity], { n: 10 }),
    powerOf([0.5], { n: 10 }),
  );
  assertEquals(powerOf([Infinity], { n: 2 }), 1);
});
