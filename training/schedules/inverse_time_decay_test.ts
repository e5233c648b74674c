import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { ratesAtSteps } from "../testdata/rates.ts";
import { inverseTimeDecay } from "./inverse_time_decay.ts";

test("half after γ updates, a third after twice as many", () => {
  const schedule = inverseTimeDecay(0.6, { steps: 10 });
  assertEquals(ratesAtSteps(schedule, [0, 10, 20]), [0.6, 0.3, 0.6 / 3]);
});

test("the rates of the theorem on its quadratic", () => {
  // A = [[2, 0.6], [0.6, 0.5]] has 1.25 ± √0.9225 as its eigenvalues.
  const largest = 1.25 + Math.sqrt(0.9225);
  const least = 1.25 - Math.sqrt(0.9225);
  const gamma = 2 * largest / least;
  const schedule = inverseTimeDecay(2 / (gamma * least), { steps: gamma });
  const steps = [0, 1, 24, 1000];
  ratesAtSteps(schedule, steps).forEach((rate, i) =>
    assertAlmostEquals(rate, 2 / ((steps[i]! + gamma) * least), 1e-15)
  );
  assertAlmostEquals(ratesAtSteps(schedule, [0])[0]!, 1 / largest, 1e-15);
});

test("what is not positive and finite is refused", () => {
  for (const value of [0, -1, NaN, Infinity]) {
    const message = `current value ${value}`;
    const makes = [
      () => inverseTimeDecay(value, { steps: 1 }),
      () => inverseTimeDecay(1, { steps: value }),
    ];
    for (const make of makes) assertThrows(make, RangeError, message);
  }
});
