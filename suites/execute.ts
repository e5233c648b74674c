import { runClassification } from "./classification_run.ts";
import type { Executor } from "./executor.ts";
import { NE_EXACT_EXECUTORS } from "./noise_enhancement/exact_runs.ts";

/** Who does the runs of each kind. */
export const EXECUTORS: Readonly<Record<string, Executor>> = {
  "classification": runClassification,
  ...NE_EXACT_EXECUTORS,
};
