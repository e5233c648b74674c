/**
 * The settings of a training run, complete and in JSON: what its executor
 * needs, and nothing of any paper.
 *
 * @module
 */
import type { DatasetName } from "../datasets/mod.ts";
import type { OptimizerSettings } from "../training/optimizers/optimizer_of.ts";
import type { ScheduleSettings } from "../training/schedules/schedule_of.ts";
import type { RunSettings } from "./suite.ts";

/** A training of a classifier. */
export type ClassificationSettings = RunSettings & {
  readonly kind: "classification";
  readonly datasets: readonly [DatasetName];
  /** Train on the first so many examples. */
  readonly trainExamples: number;
  readonly model: { readonly network: "f1"; readonly width: number };
  readonly method:
    | { readonly name: "sgd" }
    | {
      readonly name: "noise enhancement";
      readonly alpha: number;
      readonly sampling: "independent" | "disjoint";
    };
  readonly optimizer: OptimizerSettings;
  readonly schedule: ScheduleSettings;
  /** Examples in one minibatch, B. */
  readonly batchSize: number;
  /** Most examples in one backward pass. */
  readonly microbatch: number;
  /** Training stops below this training loss, in nats. */
  readonly stopBelow: number;
  /** Training stops after this many epochs in any case. */
  readonly maxEpochs: number;
};
