import { dataParallelSgd } from "../../methods/data_parallel_sgd.ts";
import { gnc } from "../../methods/gnc.ts";
import { rnc } from "../../methods/rnc.ts";
import { sgd } from "../../methods/sgd.ts";
import { minibatchesOfEpoch } from "../../training/minibatches.ts";
import { classicalMomentum } from "../../training/optimizers/classical_momentum.ts";
import { gradientDescent } from "../../training/optimizers/gradient_descent.ts";
import { trainOneStep } from "../../training/train_one_step.ts";
import { subsetsRun } from "../exact/subsets_run.ts";
import type { Executor } from "../executor.ts";
import type { ExactSubject } from "./exact_subject.ts";
import { iterationsRun } from "./iterations_run.ts";
import { pointsRun } from "./points_run.ts";
import { polynomialsRun } from "./polynomials_run.ts";
import { randomNoiseRun } from "./random_noise_run.ts";
import { rescaledRun } from "./rescaled_run.ts";
import { tablesRun } from "./tables_run.ts";
import { withoutNoiseRun } from "./without_noise_run.ts";

/** Who does the runs of each kind of `exact_study.ts` on `subject`. */
export function exactExecutors(
  subject: ExactSubject,
): Readonly<Record<string, Executor>> {
  return {
    "exact/subsets": subsetsRun(subject),
    "gnc-exact/points": pointsRun(subject),
    "gnc-exact/without-noise": withoutNoiseRun(subject),
    "gnc-exact/iterations": iterationsRun(subject),
    "gnc-exact/polynomials": polynomialsRun(subject),
    "gnc-exact/rescaled": rescaledRun(subject),
    "gnc-exact/random-noise": randomNoiseRun(subject),
    "gnc-exact/tables": tablesRun,
  };
}

/** What training uses. */
export const TRAINING: ExactSubject = {
  ...{ sgd, dataParallelSgd, gnc, rnc, minibatchesOfEpoch, trainOneStep },
  ...{ gradientDescent, classicalMomentum },
};

/** Who does those runs on what training uses. */
export const GNC_EXACT_EXECUTORS: Readonly<Record<string, Executor>> =
  exactExecutors(TRAINING);
