import { runClassification } from "./classification_run.ts";
import type { Executor } from "./executor.ts";
import { FISHER_EXACT_EXECUTORS } from "./fisher_noise/exact_runs.ts";
import { runVariance } from "./fisher_noise/variance_run.ts";
import { GNC_EXACT_EXECUTORS } from "./gradient_noise_convolution/exact_runs.ts";
import { runImageNet } from "./gradient_noise_convolution/imagenet_run.ts";
import { NE_EXACT_EXECUTORS } from "./noise_enhancement/exact_runs.ts";
import { runGaussianity } from "./noise_enhancement/gaussianity_run.ts";
import { runOptimizers } from "./noise_enhancement/optimizers_run.ts";
import { SMITH_EXACT_EXECUTORS } from "./noise_generalization/exact_runs.ts";
import { runStepTimes } from "./step_times_run.ts";

/** Who does the runs of each kind. */
export const EXECUTORS: Readonly<Record<string, Executor>> = {
  "classification": runClassification,
  "step times": runStepTimes,
  "gnc/imagenet": runImageNet,
  "fisher-noise/variance": runVariance,
  "noise-enhancement/gaussianity": runGaussianity,
  "noise-enhancement/optimizers": runOptimizers,
  ...NE_EXACT_EXECUTORS,
  ...SMITH_EXACT_EXECUTORS,
  ...GNC_EXACT_EXECUTORS,
  ...FISHER_EXACT_EXECUTORS,
};
