import type { Schedule } from "../schedules/schedule.ts";

/** The rates of a schedule that sees nothing but steps, at some of them. */
export function ratesAtSteps(
  schedule: Schedule,
  steps: readonly number[],
): number[] {
  return steps.map((step) =>
    schedule.learningRate({ step, epoch: NaN, lowestTrainingLoss: NaN })
  );
}

/** The rates of a schedule that sees nothing but epochs, at some of them. */
export function ratesAtEpochs(
  schedule: Schedule,
  epochs: readonly number[],
): number[] {
  return epochs.map((epoch) =>
    schedule.learningRate({ step: NaN, epoch, lowestTrainingLoss: NaN })
  );
}
