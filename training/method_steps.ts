import { methodAt } from "../core/method_parts.ts";
import type { Method, StepMethod } from "../core/method.ts";
import type { Engine } from "../engines/engine.ts";
import { epochsBefore, type StepsOptions } from "./minibatches.ts";
import {
  type TrainingStep,
  trainingStep,
  type TrainingStepOptions,
} from "./step.ts";

/** What decides which step an update is made with. */
export type MethodStepsOptions =
  & Omit<TrainingStepOptions, "method">
  & StepsOptions
  & { method: Method };

/** The step of an update, of which the first is number 0. */
export type StepAt = (update: number) => TrainingStep;

/** The step of the last of `steps` updates; before the first, that of it. */
export function latestStep(stepAt: StepAt, steps: number): TrainingStep {
  return stepAt(Math.max(steps - 1, 0));
}

/**
 * The steps of a training whose method may change with the epoch. An update is
 * of the epoch in which it is for the learning rate: one whose minibatch begins
 * in one epoch and ends in the next is of the first of them.
 */
export function methodSteps(
  engine: Engine,
  { method, ...options }: MethodStepsOptions,
): StepAt {
  let latest:
    | { epoch: number; method: StepMethod; step: TrainingStep }
    | undefined;
  return (update) => {
    const epoch = Math.floor(epochsBefore(update, options));
    if (latest?.epoch === epoch) return latest.step;
    const current = methodAt(epoch, method);
    const step = latest?.method === current
      ? latest.step
      : trainingStep(engine, { ...options, method: current });
    latest = { epoch, method: current, step };
    return step;
  };
}
