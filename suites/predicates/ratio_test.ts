import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { equivalent } from "./comparison.ts";
import { allOf } from "./outcome.ts";
import { logarithms, withinFactor, withinFraction } from "./ratio.ts";

function bySeed(values: readonly number[]): Map<number, number> {
  return new Map(values.entries());
}

test("logarithms want positive numbers", () => {
  assertEquals([...logarithms(new Map([[3, 1]]))], [[3, 0]]);
  for (const value of [0, -1, NaN, Infinity]) {
    assertThrows(
      () => logarithms(new Map([[3, value]])),
      RangeError,
      `seed 3: its value is ${value}`,
    );
  }
});

test("a ratio is within a factor on either side", () => {
  const ones = bySeed([1, 1, 1]);
  const outcome = (ratio: number) =>
    withinFactor(bySeed([ratio, ratio, ratio]), ones, { factor: 2 }).outcome;
  assertEquals([1.99, 0.51].map(outcome), ["reproduced", "reproduced"]);
  assertEquals([2.01, 0.49].map(outcome), ["contradicted", "contradicted"]);
});

test("within a factor is EQ of logarithms", () => {
  const [x, y] = [bySeed([2, 3, 5]), bySeed([2.5, 2.5, 4])];
  assertEquals(
    withinFactor(x, y, { factor: 1.15 }),
    equivalent(logarithms(x), logarithms(y), { margin: Math.log(1.15) }),
  );
  const { meanDifference } = withinFactor(x, 3, { factor: 1.15 });
  // √[3]{2·3·5} / 3
  assertAlmostEquals(meanDifference, Math.log(30 / 27) / 3, 1e-15);
});

test("a factor is above 1, and a fraction above 0", () => {
  const x = bySeed([1, 2]);
  for (const factor of [1, 0.5, NaN, Infinity]) {
    assertThrows(() => withinFactor(x, x, { factor }), RangeError, "Factor");
  }
  for (const fraction of [0, -1, NaN, Infinity]) {
    assertThrows(
      () => withinFraction(x, x, { fraction, scale: x }),
      RangeError,
      "Fraction",
    );
  }
});

test("a difference is within a fraction of another one", () => {
  const scale = bySeed([4, 4, 4]);
  const zeros = bySeed([0, 0, 0]);
  const outcomes = (difference: number) =>
    withinFraction(
      bySeed([difference, difference, difference]),
      zeros,
      { fraction: 0.25, scale },
    ).map(({ outcome }) => outcome);
  assertEquals(outcomes(0.99), ["reproduced", "reproduced"]);
  assertEquals(outcomes(1.01), ["contradicted", "reproduced"]);
  assertEquals(outcomes(-1.01), ["reproduced", "contradicted"]);
  assertEquals(allOf(outcomes(1)), "inconclusive");
});

test("the scatter of the scale counts", () => {
  const [x, y] = [bySeed([1, 1, 1]), bySeed([0.5, 0.5, 0.5])];
  const outcome = (scale: readonly number[]) =>
    allOf(
      withinFraction(x, y, { fraction: 0.25, scale: bySeed(scale) })
        .map(({ outcome }) => outcome),
    );
  assertEquals(outcome([4, 4.1, 3.9]), "reproduced");
  assertEquals(outcome([0, 8, 4]), "inconclusive");
});
