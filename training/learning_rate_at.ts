import { epochsBefore, type StepsOptions } from "./minibatches.ts";
import type { Schedule } from "./schedules/schedule.ts";

/** What the learning rate of an update depends on. */
export interface LearningRateOptions extends StepsOptions {
  /** The learning rate along the way. */
  schedule: Schedule;
  /** The lowest training loss at the end of an epoch so far, in nats. */
  lowestTrainingLoss: number;
}

/** The learning rate of an update, of which the first is number 0. */
export function learningRateAt(
  step: number,
  { schedule, lowestTrainingLoss, ...options }: LearningRateOptions,
): number {
  const epoch = epochsBefore(step, options);
  return schedule.learningRate({ step, epoch, lowestTrainingLoss });
}
