import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { ratesAtSteps } from "../testdata/rates.ts";
import {
  assertFollowsPytorch,
  geometricSteps,
  learningRate,
} from "../testdata/schedules_pytorch.ts";
import { geometricDecay } from "./geometric_decay.ts";

test("the rates are those of PyTorch's MultiStepLR", () => {
  const schedule = geometricDecay(learningRate, { steps: geometricSteps });
  assertFollowsPytorch(schedule, "geometric decay");
});

/** The updates whose rate is not that of the update before. */
function drops(steps: number): number[] {
  const all = Array.from({ length: steps }, (_, step) => step);
  const rates = ratesAtSteps(geometricDecay(1, { steps }), all);
  return all.filter((step) => step > 0 && rates[step] !== rates[step - 1]);
}

test("9,765 updates drop every 488 from 4,882 on, the last 491 at 2^-10", () => {
  const expected = [4882, 5370, 5858, 6346, 6834, 7322, 7810, 8298, 8786, 9274];
  assertEquals(drops(9765), expected);
  const schedule = geometricDecay(1, { steps: 9765 });
  assertEquals(
    ratesAtSteps(schedule, [4881, 4882, 9273, 9274, 9764]),
    [1, 2 ** -1, 2 ** -9, 2 ** -10, 2 ** -10],
  );
});

test("200 epochs drop at epochs 100, 110, ..., 190", () => {
  const perEpoch = 98;
  assertEquals(
    drops(200 * perEpoch).map((step) => step / perEpoch),
    [100, 110, 120, 130, 140, 150, 160, 170, 180, 190],
  );
});

test("the factor leads to a given last rate", () => {
  const factor = (0.4 / 0.003) ** (1 / 10);
  const schedule = geometricDecay(0.4, { steps: 1000, factor });
  const [first, last] = ratesAtSteps(schedule, [499, 999]);
  assertEquals(first, 0.4);
  assertAlmostEquals(last!, 0.003, 1e-15);
});

test("what cannot decay is refused", () => {
  for (const value of [0, -1, NaN, Infinity]) {
    const message = `learning rate must be positive, current value ${value}`;
    const make = () => geometricDecay(value, { steps: 20 });
    assertThrows(make, RangeError, message);
  }
  for (const steps of [0, 19, 20.5, NaN, Infinity]) {
    const message = `current value ${steps}`;
    assertThrows(() => geometricDecay(1, { steps }), RangeError, message);
  }
  for (const factor of [0, 0.99, NaN, Infinity]) {
    const make = () => geometricDecay(1, { steps: 20, factor });
    assertThrows(make, RangeError, `current value ${factor}`);
  }
});
