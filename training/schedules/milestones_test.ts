import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { ratesAtEpochs } from "../testdata/rates.ts";
import {
  assertFollowsPytorch,
  learningRate,
  recordedMilestones,
} from "../testdata/schedules_pytorch.ts";
import { constant } from "./constant.ts";
import { milestones } from "./milestones.ts";
import { polynomialDecay } from "./polynomial_decay.ts";

test("the rates are those of PyTorch's MultiStepLR", () => {
  const schedule = milestones(constant(learningRate), {
    epochs: recordedMilestones,
  });
  assertFollowsPytorch(schedule, "milestones");
});

test("it drops with the first update that is not before a milestone", () => {
  const schedule = milestones(constant(1), { epochs: [1, 2], divisor: 4 });
  // With 12.2 updates an epoch, updates 13 and 25 are the first past one.
  const steps = [12, 13, 24, 25];
  assertEquals(
    ratesAtEpochs(schedule, steps.map((step) => step / 12.2)),
    [1, 1 / 4, 1 / 4, 1 / 16],
  );
});

test("any schedule can have them", () => {
  const falling = polynomialDecay(4, { steps: 4, power: 1 });
  const schedule = milestones(falling, { epochs: [1], divisor: 2 });
  const rates = [0, 1, 2, 3].map((step) =>
    schedule.learningRate({ step, epoch: step / 2, lowestTrainingLoss: 1 })
  );
  assertEquals(rates, [4, 3, 1, 0.5]);
});

test("none leave a schedule as it is", () => {
  const schedule = milestones(constant(1), { epochs: [] });
  assertEquals(ratesAtEpochs(schedule, [0, 1000]), [1, 1]);
});

test("milestones that do not rise from 0, or drop by nothing, are refused", () => {
  for (const epochs of [[0], [-1], [NaN], [2, 1], [1, 1], [1, Infinity]]) {
    assertThrows(
      () => milestones(constant(1), { epochs }),
      RangeError,
      "Cannot make a schedule: milestone",
    );
  }
  for (const divisor of [0, -1, NaN, Infinity]) {
    const make = () => milestones(constant(1), { epochs: [1], divisor });
    assertThrows(make, RangeError, `current value ${divisor}`);
  }
});
