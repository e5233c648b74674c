/**
 * The settings of a training run, complete and in JSON: what its executor
 * needs, and nothing of any paper.
 *
 * @module
 */
import type { DatasetName } from "../datasets/mod.ts";
import type {
  MethodSettings,
  StepMethodSettings,
} from "../methods/method_of.ts";
import type { NetworkSettings } from "../models/model_of.ts";
import type { AugmentationSettings } from "../training/augmentation/augmentation_of.ts";
import type { MeasurementSettings } from "../training/measurements/measurement_of.ts";
import type { Epochs } from "../training/measurements/epochs.ts";
import type { FreshSubsets, Remainder } from "../training/minibatches.ts";
import type { OptimizerSettings } from "../training/optimizers/optimizer_of.ts";
import type { StatisticsRule } from "../training/running_statistics.ts";
import type { ScheduleSettings } from "../training/schedules/schedule_of.ts";
import type { Json, RunSettings } from "./suite.ts";

/** A training of a classifier. */
export type ClassificationSettings = RunSettings & {
  readonly kind: "classification";
  readonly datasets: readonly [DatasetName];
  /** Train on the first so many examples. */
  readonly trainExamples: number;
  /**
   * Test on the last so many training examples, as for choosing settings, in
   * place of the test set. Absent: on the test set.
   */
  readonly heldOut?: number;
  /** Pixels have mean 0 and variance 1 in each channel. Absent: from 0 to 1. */
  readonly standardise?: true;
  /** How images that are trained on are changed. Absent: not at all. */
  readonly augmentation?: readonly AugmentationSettings[];
  readonly model: NetworkSettings;
  /** Or a user's own; see `own_method.ts`. */
  readonly method: MethodSettings;
  readonly optimizer: OptimizerSettings;
  readonly schedule: ScheduleSettings;
  /** Examples in one minibatch, B. */
  readonly batchSize: number;
  /** Absent: "shorter minibatch". */
  readonly remainder?: Remainder;
  /** How minibatches are drawn. Absent: each example once an epoch. */
  readonly drawing?: FreshSubsets & { readonly [key: string]: Json };
  /** Most examples in one backward pass. */
  readonly microbatch: number;
  /** What evaluation normalises with. Absent: averages of a pass. */
  readonly statisticsRule?: StatisticsRule;
  /** What is measured along the way, as the run's series. */
  readonly measurements?: readonly MeasurementSettings[];
  /**
   * Another method whose updates' smoothness is measured at the parameters of
   * this training. Absent: none.
   */
  readonly otherSmoothness?: {
    readonly method: StepMethodSettings;
    readonly epochs: Epochs & { readonly [key: string]: Json };
  };
  /** Each update's loss is a series, "step_loss" (nats). Absent: it is not. */
  readonly stepLosses?: true;
  /** Training stops below this training loss, in nats; 0 for never. */
  readonly stopBelow: number;
  /** Training stops after this many epochs in any case. */
  readonly maxEpochs: number;
};
