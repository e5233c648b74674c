/**
 * What the trainings of the paper on gradient noise convolution share: M
 * workers with b examples each, B = b M; learning rates with a linear warm-up
 * over 1/16 of the epochs, divided by 10 after 1/2 and 3/4 of them; momentum
 * inside the rate, coupled weight decay of all parameters, batch normalisation
 * of each worker's examples, minibatches across the ends of epochs.
 *
 * @module
 */
import type { SourceName } from "../../datasets/mod.ts";
import type {
  MethodSettings,
  StepMethodSettings,
} from "../../methods/method_of.ts";
import type { NetworkSettings } from "../../models/model_of.ts";
import type { AugmentationSettings } from "../../training/augmentation/augmentation_of.ts";
import type { MeasurementSettings } from "../../training/measurements/measurement_of.ts";
import type { OptimizerSettings } from "../../training/optimizers/optimizer_of.ts";
import type { ClassificationSettings } from "../classification.ts";

/** Everything of a training but its noise method and what is measured. */
export interface Setup {
  /** E.g. "CIFAR-10 B=4096". */
  readonly id: string;
  readonly dataset: SourceName;
  readonly trainExamples: number;
  readonly model: NetworkSettings;
  /** M. */
  readonly workers: number;
  /** b. */
  readonly examplesPerWorker: number;
  /** After the warm-up. */
  readonly learningRate: number;
  /** Of the first update. */
  readonly warmUpFrom: number;
  readonly epochs: number;
  readonly optimizer: OptimizerSettings;
  /** None: images are as they are. */
  readonly augmentation: readonly AugmentationSettings[];
}

/** Momentum 0.9, v ← m v - η g, and weight decay of 1e-4. */
export const MOMENTUM_AND_DECAY: OptimizerSettings = {
  ...{ name: "classical momentum", momentum: 0.9 },
  weightDecay: { rate: 1e-4, parameters: "all", coupled: true },
};

/** Flip, crop and erasing, with the constants of the works they are from. */
export const AUGMENTATION: readonly AugmentationSettings[] = [
  { name: "horizontal flip" },
  { name: "padded crop", pad: 4, padding: "zero" },
  {
    ...{ name: "random erasing", probability: 0.5, smallestAspect: 0.3 },
    ...{ smallestArea: 0.02, largestArea: 0.4 },
  },
];

/** D64: 784-64-64-10 with batch normalisation. */
export function d64(examplesPerWorker: number): NetworkSettings {
  return {
    ...{ network: "mlp", hidden: [64, 64], kernel: "He normal" },
    ghostBatchSize: examplesPerWorker,
  };
}

/** B = b M. */
export function batchSizeOf(
  { workers, examplesPerWorker }: Pick<Setup, "workers" | "examplesPerWorker">,
): number {
  return workers * examplesPerWorker;
}

/** Epochs after which the learning rate is divided. */
export function decaysOf(
  { epochs }: Pick<Setup, "epochs">,
): readonly [number, number] {
  return [epochs / 2, 3 * epochs / 4];
}

/** A method with the workers of a setup. */
export function methodWith(
  { workers }: Pick<Setup, "workers">,
  name: "GNC" | "RNC",
  alpha: number,
): StepMethodSettings {
  return { name, alpha, workers, filterWise: true };
}

/** What else a training can have. */
export interface TrainingExtras {
  readonly heldOut?: number;
  readonly measurements?: readonly MeasurementSettings[];
  readonly otherSmoothness?: NonNullable<
    ClassificationSettings["otherSmoothness"]
  >;
  readonly stepLosses?: true;
}

/** The settings of a training. */
export function trainingOf(
  setup: Setup,
  { method, ...others }: TrainingExtras & { readonly method: MethodSettings },
): ClassificationSettings {
  const { dataset, model, trainExamples, epochs, augmentation } = setup;
  return {
    kind: "classification",
    datasets: [dataset],
    ...{ trainExamples, model, method, standardise: true },
    ...(augmentation.length === 0 ? {} : { augmentation }),
    optimizer: setup.optimizer,
    schedule: {
      ...{ name: "constant", learningRate: setup.learningRate },
      milestones: { epochs: decaysOf(setup), divisor: 10 },
      warmUp: { from: setup.warmUpFrom, epochs: epochs / 16 },
    },
    ...{ batchSize: batchSizeOf(setup), remainder: "next epoch" },
    microbatch: 1024,
    statisticsRule: { rule: "moving average", momentum: 0.1 },
    ...{ stopBelow: 0, maxEpochs: epochs },
    ...others,
  };
}

/** Examples of a training set that are held out for tuning: a tenth. */
export function heldOutOf({ dataset }: Pick<Setup, "dataset">): number {
  return dataset.startsWith("cifar") ? 5000 : 6000;
}

/** A setup that leaves out what is held out. */
export function forTuning(setup: Setup): Setup {
  const whole = 10 * heldOutOf(setup);
  const trainExamples = Math.min(
    setup.trainExamples,
    whole - heldOutOf(setup),
  );
  return { ...setup, trainExamples };
}
