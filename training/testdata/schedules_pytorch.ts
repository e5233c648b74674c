/**
 * Compares a schedule with PyTorch's on the recording beside this file.
 *
 * @module
 */
import { assertAlmostEquals } from "@std/assert";
import type { Schedule } from "../schedules/schedule.ts";
import recording from "./schedules_pytorch.json" with { type: "json" };

/** What the recorded schedules are made of. */
export const {
  learningRate,
  milestones: recordedMilestones,
  warmUp: recordedWarmUp,
  polynomialSteps,
  geometricSteps,
} = recording;

/**
 * Most rounding of a recorded rate, relative to it: PyTorch makes each from
 * the one before, in some 50 double-precision operations.
 */
const ROUNDING = 50 * 2 ** -53;

/** Fails unless the rates of all updates are PyTorch's. */
export function assertFollowsPytorch(
  schedule: Schedule,
  name: keyof typeof recording.rates,
): void {
  recording.rates[name].forEach((rate, step) => {
    const progress = { step, epoch: step / recording.stepsPerEpoch };
    const found = schedule.learningRate({
      ...{ ...progress, lowestTrainingLoss: Infinity },
    });
    assertAlmostEquals(found, rate, ROUNDING * rate, `update ${step}`);
  });
}
