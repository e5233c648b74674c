import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { countText, numberText, plusMinusText } from "./numbers.ts";

test("numbers have four digits, thousands are grouped", () => {
  const cases: [number, string][] = [
    [0, "0"],
    [3, "3"],
    [81.6234, "81.62"],
    [0.78312, "0.7831"],
    [-1287.4, "−1,287"],
    [1900510, "1,900,510"],
    [1.23456e-7, "1.235 × 10⁻⁷"],
    [-2e300, "−2 × 10³⁰⁰"],
    [NaN, "—"],
    [Infinity, "∞"],
    [-Infinity, "−∞"],
  ];
  for (const [value, text] of cases) assertEquals(numberText(value), text);
});

test("a spread has two digits, and the mean as many places", () => {
  const cases: [number, number, string][] = [
    [75.8044, 0.8123, "75.80 ± 0.81"],
    [1287.25, 101.3, "1,287 ± 101"],
    [0.5, 0.000123, "0.50000 ± 0.00012"],
    [5, 0, "5 ± 0"],
    [5, NaN, "5"],
    [NaN, NaN, "—"],
    [1e300, 3.14e298, "1 × 10³⁰⁰ ± 3.1 × 10²⁹⁸"],
    [0, 0.25, "0.00 ± 0.25"],
  ];
  for (const [mean, sd, text] of cases) {
    assertEquals(plusMinusText(mean, sd), text);
  }
});

test("nouns follow their number", () => {
  assertEquals(countText(1, "run"), "1 run");
  assertEquals(countText(10_000, "run"), "10,000 runs");
});
