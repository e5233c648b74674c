import { diagonalFisherNoise } from "../../methods/diagonal_fisher_noise.ts";
import { fisherTraceNoise } from "../../methods/fisher_trace_noise.ts";
import { fullFisherNoise } from "../../methods/full_fisher_noise.ts";
import { isotropicNoise } from "../../methods/isotropic_noise.ts";
import { kfacNoise } from "../../methods/kfac_noise.ts";
import { multiplicativeNoise } from "../../methods/multiplicative_noise.ts";
import { noiseScale } from "../../methods/noise_scale.ts";
import { sgd } from "../../methods/sgd.ts";
import { trueFisherNoise } from "../../methods/true_fisher_noise.ts";
import { conv2d } from "../../models/layers/conv2d.ts";
import { gradientDescent } from "../../training/optimizers/gradient_descent.ts";
import { momentum } from "../../training/optimizers/momentum.ts";
import { inverseTimeDecay } from "../../training/schedules/inverse_time_decay.ts";
import { trainOneStep } from "../../training/train_one_step.ts";
import { subsetsRun } from "../exact/subsets_run.ts";
import type { Executor } from "../executor.ts";
import { drawsRun } from "./draws_run.ts";
import type { ExactSubject } from "./exact_subject.ts";
import { injectedRun } from "./injected_run.ts";
import { quadraticRun } from "./quadratic_run.ts";
import { regressionRun } from "./regression_run.ts";
import { stepsRun } from "./steps_run.ts";
import { weightsRun } from "./weights_run.ts";

/** Who does the runs of each kind of `exact_study.ts` on `subject`. */
export function exactExecutors(
  subject: ExactSubject,
): Readonly<Record<string, Executor>> {
  return {
    "exact/subsets": subsetsRun(subject),
    "fisher-exact/injected": injectedRun(subject),
    "fisher-exact/weights": weightsRun(subject),
    "fisher-exact/draws": drawsRun(subject),
    "fisher-exact/steps": stepsRun(subject),
    "fisher-exact/quadratic": quadraticRun(subject),
    "fisher-exact/regression": regressionRun(subject),
  };
}

/** What training uses. */
export const TRAINING: ExactSubject = {
  ...{ sgd, noiseScale, fullFisherNoise, multiplicativeNoise, trueFisherNoise },
  ...{ diagonalFisherNoise, fisherTraceNoise, kfacNoise, isotropicNoise },
  ...{ conv2d, trainOneStep, gradientDescent, momentum, inverseTimeDecay },
};

/** Who does those runs on what training uses. */
export const FISHER_EXACT_EXECUTORS: Readonly<Record<string, Executor>> =
  exactExecutors(TRAINING);
