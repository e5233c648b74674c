import { noiseEnhancement } from "../../methods/noise_enhancement.ts";
import { minibatchesOfEpoch } from "../../training/minibatches.ts";
import type { Executor } from "../executor.ts";
import { cumulantsRun } from "./cumulants_run.ts";
import { enumerationRun } from "./enumeration_run.ts";
import { equivalenceRun } from "./equivalence_run.ts";
import type { ExactSubject } from "./exact_subject.ts";
import { ghostBatchesRun } from "./ghost_batches_run.ts";
import { populationRun } from "./population_run.ts";
import { realGradientsRun } from "./real_gradients_run.ts";
import { samplingRun } from "./sampling_run.ts";

/** Who does the runs of each kind of `exact_study.ts` on `subject`. */
export function exactExecutors(
  subject: ExactSubject,
): Readonly<Record<string, Executor>> {
  return {
    "ne-exact/enumeration": enumerationRun(subject),
    "ne-exact/real-gradients": realGradientsRun(subject),
    "ne-exact/population": populationRun(subject),
    "ne-exact/sampling": samplingRun(subject),
    "ne-exact/cumulants": cumulantsRun(subject),
    "ne-exact/equivalence": equivalenceRun(subject),
    "ne-exact/ghost-batches": ghostBatchesRun(subject),
  };
}

/** What training uses. */
export const TRAINING: ExactSubject = { noiseEnhancement, minibatchesOfEpoch };

/** Who does those runs on what training uses. */
export const NE_EXACT_EXECUTORS: Readonly<Record<string, Executor>> =
  exactExecutors(TRAINING);
