import { assertAlmostEquals, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { quantile } from "./quantile.ts";

test("a quantile is where the distribution function reaches it", () => {
  const exponential = (x: number) => 1 - Math.exp(-x);
  assertAlmostEquals(
    quantile(exponential, { probability: 0.75, low: 0, high: 100 }),
    Math.log(4),
    1e-15,
  );
  const step = (x: number) => x < 0.3 ? 0 : 1;
  assertEquals(quantile(step, { probability: 0.5, low: -1, high: 1 }), 0.3);
});

test("outside the limits it is the limit above", () => {
  const never = () => 0;
  assertEquals(quantile(never, { probability: 0.5, low: 0, high: 1 }), 1);
});
