import { assert, assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { medianInterval } from "./median_interval.ts";

/** Of `n` fair coins, the probability of fewer than `k` heads. */
function fewerHeads(k: number, n: number): number {
  let ways = 1;
  let sum = 0;
  for (let heads = 0; heads < k; heads++) {
    sum += ways;
    ways = ways * (n - heads) / (heads + 1);
  }
  return sum / 2 ** n;
}

test("bounds are the innermost values that hold with 95 % confidence", () => {
  for (let n = 5; n <= 40; n++) {
    const values = Array.from({ length: n }, (_, i) => i + 1);
    const { median, lower, upper } = medianInterval(values);
    assertEquals(median, (n + 1) / 2);
    // The value is its own rank.
    assert(fewerHeads(lower, n) <= 0.05, `n=${n}`);
    assert(fewerHeads(lower + 1, n) > 0.05, `n=${n}`);
    assertEquals(upper, n + 1 - lower);
  }
});

test("seven values are bounded by the smallest and the largest", () => {
  assertEquals(medianInterval([3, 1, 2, 7, 6, 5, 4]), {
    ...{ median: 4, lower: 1, upper: 7 },
  });
  // Eleven by the third of either side: 67 of 2048 cases lie beyond.
  const eleven = [11, 1, 10, 2, 9, 3, 8, 4, 7, 5, 6];
  assertEquals(medianInterval(eleven), { median: 6, lower: 3, upper: 9 });
});

test("fewer than five bound nothing", () => {
  assertThrows(() => medianInterval([1, 2, 3, 4]), RangeError, "got 4");
  assertThrows(() => medianInterval([]), RangeError, "got 0");
});
