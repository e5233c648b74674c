import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { ratesAtEpochs } from "../testdata/rates.ts";
import {
  assertFollowsPytorch,
  learningRate,
  recordedMilestones,
  recordedWarmUp,
} from "../testdata/schedules_pytorch.ts";
import { constant } from "./constant.ts";
import { halveAtLoss } from "./halve_at_loss.ts";
import { milestones } from "./milestones.ts";
import { polynomialDecay } from "./polynomial_decay.ts";
import { warmUp } from "./warm_up.ts";

test("the rates are those of PyTorch's LinearLR", () => {
  const schedule = warmUp(constant(learningRate), recordedWarmUp);
  assertFollowsPytorch(schedule, "warm-up");
});

test("milestones after it are those of PyTorch's ChainedScheduler", () => {
  const schedule = warmUp(
    milestones(constant(learningRate), { epochs: recordedMilestones }),
    recordedWarmUp,
  );
  assertFollowsPytorch(schedule, "warm-up, milestones");
});

test("from 0.025 to 3.2 over 10 epochs, ÷10 at 80 and 120", () => {
  const schedule = warmUp(
    milestones(constant(3.2), { epochs: [80, 120] }),
    { from: 0.025, epochs: 10 },
  );
  const expected = [
    ...[[0, 0.025], [2.5, 0.81875], [5, 1.6125], [10, 3.2], [79.9, 3.2]],
    ...[[80, 0.32], [119.9, 0.32], [120, 0.032], [160, 0.032]],
  ] as const;
  ratesAtEpochs(schedule, expected.map(([epoch]) => epoch)).forEach(
    (rate, i) => assertAlmostEquals(rate, expected[i]![1], 1e-15),
  );
});

test("from 1 to 23 over 5 epochs, then polynomial, ÷5 at 80", () => {
  const perEpoch = 39;
  const schedule = warmUp(
    milestones(polynomialDecay(23, { steps: 4120 }), {
      ...{ epochs: [80], divisor: 5 },
    }),
    { from: 1, epochs: 5 },
  );
  const rate = (epoch: number) =>
    schedule.learningRate({
      ...{ step: perEpoch * epoch, epoch, lowestTrainingLoss: 1 },
    });
  assertEquals([0, 1, 2.5].map(rate), [1, 5.4, 12]);
  const fallen = (epoch: number) => 23 * (1 - perEpoch * epoch / 4120) ** 2;
  assertEquals([5, 79].map(rate), [5, 79].map(fallen));
  assertEquals([80, 89].map(rate), [80, 89].map((e) => fallen(e) / 5));
});

test("it rises to what the training loss asks for", () => {
  const schedule = warmUp(halveAtLoss(4, { loss: 0.1 }), {
    ...{ from: 0, epochs: 2 },
  });
  const rates = [1, 0.05].map((lowestTrainingLoss) =>
    schedule.learningRate({ step: 1, epoch: 1, lowestTrainingLoss })
  );
  assertEquals(rates, [2, 1]);
});

test("negative rates, and a warm-up of no time, are refused", () => {
  for (const from of [-1, NaN, Infinity]) {
    const make = () => warmUp(constant(1), { from, epochs: 1 });
    assertThrows(make, RangeError, `current value ${from}`);
  }
  for (const epochs of [0, -1, NaN, Infinity]) {
    const make = () => warmUp(constant(1), { from: 0, epochs });
    assertThrows(make, RangeError, `current value ${epochs}`);
  }
});
