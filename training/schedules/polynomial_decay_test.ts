import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { ratesAtSteps } from "../testdata/rates.ts";
import {
  assertFollowsPytorch,
  learningRate,
  polynomialSteps,
} from "../testdata/schedules_pytorch.ts";
import { polynomialDecay } from "./polynomial_decay.ts";

test("the rates are those of PyTorch's PolynomialLR", () => {
  const schedule = polynomialDecay(learningRate, { steps: polynomialSteps });
  assertFollowsPytorch(schedule, "polynomial decay");
});

test("the rate is 0 from T on, whatever the power", () => {
  const schedule = polynomialDecay(2, { steps: 4, power: 3 });
  assertEquals(
    ratesAtSteps(schedule, [0, 1, 2, 3, 4, 5]),
    [2, 27 / 32, 1 / 4, 1 / 32, 0, 0],
  );
});

test("what is not positive and finite is refused", () => {
  for (const value of [0, -1, NaN, Infinity]) {
    const message = `current value ${value}`;
    const makes = [
      () => polynomialDecay(value, { steps: 1 }),
      () => polynomialDecay(1, { steps: value }),
      () => polynomialDecay(1, { steps: 1, power: value }),
    ];
    for (const make of makes) assertThrows(make, RangeError, message);
  }
});
