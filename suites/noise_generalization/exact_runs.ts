import { sgd } from "../../methods/sgd.ts";
import { mlp } from "../../models/mlp.ts";
import { minibatchesOfEpoch } from "../../training/minibatches.ts";
import { gradientDescent } from "../../training/optimizers/gradient_descent.ts";
import { momentum } from "../../training/optimizers/momentum.ts";
import {
  effectiveLearningRate,
  temperature,
} from "../../training/probes/temperature.ts";
import { geometricDecay } from "../../training/schedules/geometric_decay.ts";
import { trainOneStep } from "../../training/train_one_step.ts";
import { subsetsRun } from "../exact/subsets_run.ts";
import type { Executor } from "../executor.ts";
import type { ExactSubject } from "./exact_subject.ts";
import { ghostBatchesRun } from "./ghost_batches_run.ts";
import { linearScalingRun } from "./linear_scaling_run.ts";
import { optimizersRun } from "./optimizers_run.ts";
import { scheduleRun } from "./schedule_run.ts";
import { stepsRun } from "./steps_run.ts";
import { tableRun } from "./table_run.ts";

/** Who does the runs of each kind of `exact_study.ts` on `subject`. */
export function exactExecutors(
  subject: ExactSubject,
): Readonly<Record<string, Executor>> {
  return {
    "exact/subsets": subsetsRun(subject),
    "smith-exact/optimizers": optimizersRun(subject),
    "smith-exact/steps": stepsRun(subject),
    "smith-exact/linear-scaling": linearScalingRun(subject),
    "smith-exact/schedule": scheduleRun(subject),
    "smith-exact/ghost-batches": ghostBatchesRun(subject),
    "smith-exact/table-1": tableRun(subject),
  };
}

/** What training uses. */
export const TRAINING: ExactSubject = {
  ...{ sgd, mlp, minibatchesOfEpoch, trainOneStep, gradientDescent, momentum },
  ...{ geometricDecay, effectiveLearningRate, temperature },
};

/** Who does those runs on what training uses. */
export const SMITH_EXACT_EXECUTORS: Readonly<Record<string, Executor>> =
  exactExecutors(TRAINING);
