/**
 * How the conditions of `conditions.ts` are trained at each tier, as settings
 * of runs; `study.ts` says why.
 *
 * @module
 */
import type { NetworkSettings } from "../../models/model_of.ts";
import { stepsOfEpochs } from "../../training/minibatches.ts";
import type { StatisticsRule } from "../../training/running_statistics.ts";
import type { ClassificationSettings } from "../classification.ts";
import type { Margin, RunSettings, Tier } from "../suite.ts";
import {
  type Condition,
  exponents,
  type FixedCondition,
  STEP_BUDGETS,
} from "./conditions.ts";

/** What is trained at a tier. */
interface Size {
  readonly dataset: "fashion-mnist" | "cifar-10";
  readonly trainExamples: number;
  readonly model: (ghostBatchSize: number) => NetworkSettings;
  readonly ghostBatchSize: number;
  readonly microbatch: number;
  readonly tuningSeeds: number;
  readonly keep: number;
  readonly seeds: number;
  /** Of the grid of ε_eff: exponents of 2. */
  readonly rates: (condition: Condition) => readonly number[];
}

const dense = (hidden: readonly number[]) => (ghostBatchSize: number) => ({
  ...{ network: "mlp", hidden, ghostBatchSize } as const,
  kernel: "He normal" as const,
});

/** Exponents around the best learning rates of seconds of training. */
function smokeRates(condition: Condition): number[] {
  const { budget, batchSize, momentum, alpha } = condition;
  if (batchSize < 64 || alpha !== undefined) return [-3, -1, 1];
  if (batchSize < 512) return [-1, 1, 3];
  return "steps" in budget || momentum === 0 ? [-3, 1, 5] : [1, 3, 5];
}

/** Exponents around where pilots found the best learning rates. */
function deskRates(condition: Condition): number[] {
  const { budget, batchSize, momentum, alpha } = condition;
  if ("steps" in budget) {
    // Flat over many octaves there: few rates, far apart.
    if (alpha !== undefined) return [-6, -4, -2, 0, 2, 4];
    if (batchSize >= 1024) {
      // Half of the updates were best at 2^-3, the edge at first.
      const lower = budget.steps < STEP_BUDGETS.desk.steps ? [-7, -5] : [];
      return [...lower, -3, -1, 0, 1, 2, 3, 5];
    }
    return batchSize < 256 ? exponents(-4, 2) : exponents(-2, 4);
  }
  if (batchSize < 128) return exponents(-6, 1);
  return exponents(-3, momentum === 0 ? 3 : 4);
}

/** What is trained at each tier. */
export const SIZES: Readonly<Record<Tier, Size>> = {
  smoke: {
    ...{ dataset: "fashion-mnist", trainExamples: 512, model: dense([32, 32]) },
    ...{ ghostBatchSize: 16, microbatch: 512 },
    ...{ tuningSeeds: 2, keep: 1, seeds: 3 },
    rates: smokeRates,
  },
  desk: {
    ...{ dataset: "fashion-mnist", trainExamples: 2048 },
    model: dense([64, 64, 64]),
    ...{ ghostBatchSize: 16, microbatch: 2048 },
    ...{ tuningSeeds: 5, keep: 4, seeds: 10 },
    rates: deskRates,
  },
  paper: {
    ...{ dataset: "cifar-10", trainExamples: 50_000 },
    model: (ghostBatchSize) => ({
      ...{ network: "wide-resnet", depth: 16, widenFactor: 4, width: 16 },
      ghostBatchSize,
    }),
    ...{ ghostBatchSize: 64, microbatch: 2048 },
    ...{ tuningSeeds: 15, keep: 12, seeds: 12 },
    rates: ({ budget }) =>
      "steps" in budget ? exponents(-1, 6) : exponents(-5, 6),
  },
};

/** The first of the seeds that choose learning rates. */
const FIRST_TUNING_SEED = 1000;

/** Updates of a budget. */
function stepsOf(
  tier: Tier,
  { budget, batchSize }: Pick<Condition, "budget" | "batchSize">,
): number {
  if ("steps" in budget) return budget.steps;
  const { trainExamples: examples } = SIZES[tier];
  return stepsOfEpochs(budget.epochs, {
    ...{ examples, batchSize, remainder: "next epoch" },
  });
}

/** The seeds that choose learning rates. */
export function tuningSeeds(tier: Tier): number[] {
  return Array.from(
    { length: SIZES[tier].tuningSeeds },
    (_, i) => FIRST_TUNING_SEED + i,
  );
}

/**
 * The gate's margins on another machine or engine build; our choice. At smoke
 * the difference of a run's test accuracy between engines has a standard
 * deviation of up to 0.5 points, that of the log training loss one of up to
 * 0.03, by cell; at larger tiers one engine alone is recorded.
 */
export function smithMargins(tier: Tier): Readonly<Record<string, Margin>> {
  return tier === "smoke"
    ? { test_accuracy: { absolute: 3 }, training_loss: { relative: 0.5 } }
    : { test_accuracy: { absolute: 0.5 }, training_loss: { relative: 0.2 } };
}

/** Tests' averages, and the training loss in inference mode. */
const WITH_LOSS_PASS = {
  ...{ rule: "pass average", trainingLoss: "averages" },
} as const satisfies StatisticsRule;

/** The settings of a trial that no loss chooses: no pass for the loss. */
export function withoutLossPass(
  settings: ClassificationSettings,
): ClassificationSettings {
  return { ...settings, statisticsRule: { rule: "pass average" } };
}

/** The settings with which a chosen trial is reported. */
export function withLossPass(trial: RunSettings): RunSettings {
  return { ...trial, statisticsRule: WITH_LOSS_PASS };
}

/** Updates between evaluations are a tenth of all, and at most so many. */
const MOST_STEPS_PER_EPOCH = 5000;

/** The settings of a training. */
export function settingsOf(
  tier: Tier,
  { learningRate, octaves = 10, ...condition }: FixedCondition,
): ClassificationSettings {
  const { dataset, trainExamples, model, ghostBatchSize, microbatch } =
    SIZES[tier];
  const { batchSize, momentum, alpha } = condition;
  const steps = stepsOf(tier, condition);
  const stepsPerEpoch = Math.min(Math.ceil(steps / 10), MOST_STEPS_PER_EPOCH);
  return {
    kind: "classification",
    datasets: [dataset],
    trainExamples,
    ...(dataset === "cifar-10"
      ? {
        standardise: true,
        augmentation: [
          { name: "padded crop", pad: 4, padding: "zero" },
          { name: "horizontal flip" },
        ],
      }
      : {}),
    model: model(condition.ghostBatchSize ?? ghostBatchSize),
    method: alpha === undefined
      ? { name: "sgd" }
      : { name: "noise enhancement", alpha, sampling: "independent" },
    optimizer: {
      ...(momentum === 0
        ? { name: "gradient descent" }
        : { name: "momentum", momentum }),
      weightDecay: { rate: 5e-4, parameters: "kernels", coupled: true },
    },
    schedule: {
      name: "geometric decay",
      // ε = (1 - m) ε_eff, with 1 - 0.9 rounded as it is written.
      learningRate: momentum === 0 ? learningRate : 0.1 * learningRate,
      steps,
      // After ten drops it is the last one.
      factor: 2 ** (octaves / 10),
    },
    batchSize,
    drawing: { name: "fresh subsets", steps, stepsPerEpoch },
    microbatch,
    statisticsRule: WITH_LOSS_PASS,
    stopBelow: 0,
    maxEpochs: Math.ceil(steps / stepsPerEpoch),
  };
}
