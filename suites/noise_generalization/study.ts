/**
 * The experiments of the paper on the benefit of noise (sections 5 to 7): a
 * Wide-ResNet 16-4 on CIFAR-10 with ghost batches of 64, L2 5e-4 on kernels,
 * SGD with momentum 0 or 0.9, its learning rate constant for half of the
 * training and then halved every twentieth. Every update draws its minibatch
 * anew. The effective learning rate ε_eff = ε / (1 - m) of each condition is
 * chosen from a grid of 2^k by runs with seeds of their own.
 *
 * Reduced tiers train a network of dense layers with ghost batches of 16 on
 * the first images of Fashion-MNIST, without augmentation, and keep method,
 * schedule, momentum, L2 and tuning rule:
 *
 * | tier | hidden | examples | updates | epochs | tuning keeps | seeds |
 * | --- | --- | --- | --- | --- | --- | --- |
 * | smoke | 32, 32 | 512 | 100 | 20 | 1 of 2 | 3 |
 * | desk | 64, 64, 64 | 2,048 | 1,000 | 32 | 4 of 5 | 10 |
 * | paper | WRN 16-4 | 50,000 | 9,765 | 200 | 12 of 15 | 12 |
 *
 * At the desk tier 32 epochs at the largest batch are 32 updates, in which
 * momentum cannot act: there it is compared over 128 epochs. B = 1,024 and
 * 2,048 (all examples, so that nothing is left of the noise) play the paper's
 * 16,384 and 32,768, and B = 64 its 2,048.
 *
 * The paper's conclusions are limited to this schedule and its models
 * (section 8), and so are these verdicts.
 *
 * @module
 */
import { stepsOfEpochs } from "../../training/minibatches.ts";
import type { NetworkSettings } from "../../models/model_of.ts";
import type { ClassificationSettings } from "../classification.ts";
import type {
  Cell,
  Margin,
  Results,
  Study,
  Tier,
  TunedCell,
} from "../suite.ts";
import { type Optimum, optimumOf, type TuningRule } from "./tuning.ts";

/** What a training may cost. */
export type Budget = { readonly steps: number } | { readonly epochs: number };

/** A condition of the experiment. */
export interface Condition {
  readonly budget: Budget;
  readonly batchSize: number;
  readonly momentum: 0 | 0.9;
  /** Absent: that of the tier. */
  readonly ghostBatchSize?: number;
  /** Of noise enhancement; absent: plain SGD. */
  readonly alpha?: number;
}

/** What the learning rate of a condition is best for. */
export type ChosenBy = "test_accuracy" | "training_loss";

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

/** From `low` to `high`. */
function exponents(low: number, high: number): number[] {
  return Array.from({ length: high - low + 1 }, (_, i) => low + i);
}

const SIZES: Readonly<Record<Tier, Size>> = {
  smoke: {
    ...{ dataset: "fashion-mnist", trainExamples: 512, model: dense([32, 32]) },
    ...{ ghostBatchSize: 16, microbatch: 512 },
    ...{ tuningSeeds: 2, keep: 1, seeds: 3 },
    rates: () => [-1, 1, 3],
  },
  desk: {
    ...{ dataset: "fashion-mnist", trainExamples: 2048 },
    model: dense([64, 64, 64]),
    ...{ ghostBatchSize: 16, microbatch: 2048 },
    ...{ tuningSeeds: 5, keep: 4, seeds: 10 },
    rates: ({ budget, batchSize, momentum }) => {
      if ("steps" in budget) {
        return batchSize < 256 ? exponents(-4, 3) : exponents(-2, 5);
      }
      return exponents(-4, momentum === 0 ? 3 : 4);
    },
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
      "steps" in budget ? exponents(-1, 6) : exponents(-5, 5),
  },
};

/** The first of the seeds that choose learning rates. */
const FIRST_TUNING_SEED = 1000;

/** The step budget of Table 1: B varied at a number of updates. */
export interface StepBudget {
  readonly steps: number;
  readonly batchSizes: readonly number[];
  /** The B that plays 2,048. */
  readonly middle: number;
  /** Those that play 16,384 and 32,768. */
  readonly large: readonly number[];
}

/** The step budget of a tier. */
export const STEP_BUDGETS: Readonly<Record<Tier, StepBudget>> = {
  smoke: { steps: 100, batchSizes: [16, 64, 512], middle: 64, large: [512] },
  desk: {
    steps: 1000,
    batchSizes: [16, 32, 64, 128, 256, 512, 1024, 2048],
    ...{ middle: 64, large: [1024, 2048] },
  },
  paper: {
    steps: 9765,
    batchSizes: [256, 512, 1024, 2048, 4096, 8192, 16_384, 32_768],
    ...{ middle: 2048, large: [16_384, 32_768] },
  },
};

/** The epoch budget of Figure 1: B varied at a number of epochs. */
export interface EpochBudget {
  readonly epochs: number;
  readonly batchSizes: readonly number[];
  /** Epochs at the two largest B where momentum is compared. */
  readonly epochsOfLarge: number;
  /** B up to which nothing is to depend on it. */
  readonly flatUpTo: number;
}

/** The epoch budget of a tier. */
export const EPOCH_BUDGETS: Readonly<Record<Tier, EpochBudget>> = {
  smoke: {
    ...{ epochs: 20, epochsOfLarge: 20 },
    ...{ batchSizes: [64, 128, 512], flatUpTo: 128 },
  },
  desk: {
    ...{ epochs: 32, epochsOfLarge: 128 },
    batchSizes: [16, 32, 64, 128, 256, 512, 1024, 2048],
    flatUpTo: 256,
  },
  paper: {
    ...{ epochs: 200, epochsOfLarge: 200 },
    batchSizes: [64, 128, 256, 512, 1024, 2048, 4096, 8192, 16_384],
    flatUpTo: 512,
  },
};

/** The conditions of the step budget, by ascending B. */
export function stepBudgetAt(tier: Tier): Condition[] {
  const { steps, batchSizes } = STEP_BUDGETS[tier];
  return batchSizes.map((batchSize) => ({
    ...{ budget: { steps }, batchSize, momentum: 0.9 },
  }));
}

/** A condition of the step budget. */
export function atStepBudget(
  tier: Tier,
  batchSize: number,
  more: Partial<Condition> = {},
): Condition {
  const { steps } = STEP_BUDGETS[tier];
  return { budget: { steps }, batchSize, momentum: 0.9, ...more };
}

/** At the B that plays 16,384: the step budget, its half and its quarter. */
export function fewerStepsAt(tier: Tier): Condition[] {
  const { steps, large } = STEP_BUDGETS[tier];
  return [1, 2, 4].map((divisor) =>
    atStepBudget(tier, large[0]!, {
      budget: { steps: Math.floor(steps / divisor) },
    })
  );
}

/** The conditions of the epoch budget, by ascending B. */
export function epochBudgetAt(
  tier: Tier,
  momentum: Condition["momentum"],
): Condition[] {
  const { epochs, batchSizes } = EPOCH_BUDGETS[tier];
  return batchSizes.map((batchSize) => ({
    ...{ budget: { epochs }, batchSize, momentum },
  }));
}

/** At the two largest B of the epoch budget, over epochs enough for momentum. */
export function largeBatchesAt(
  tier: Tier,
  momentum: Condition["momentum"],
): Condition[] {
  const { batchSizes, epochsOfLarge: epochs } = EPOCH_BUDGETS[tier];
  return batchSizes.slice(-2).map((batchSize) => ({
    ...{ budget: { epochs }, batchSize, momentum },
  }));
}

/** The B that plays 2,048, normalised in ghost batches and as a whole. */
export function ghostBatchesAt(tier: Tier): [Condition, Condition] {
  const { middle } = STEP_BUDGETS[tier];
  return [
    atStepBudget(tier, middle),
    atStepBudget(tier, middle, { ghostBatchSize: middle }),
  ];
}

/** Noise enhancement of {@linkcode restoredNoiseAt}. */
export const RESTORING_ALPHA = 3;

/** B = N/2 (or next to it) without noise enhancement and with it. */
export function restoredNoiseAt(tier: Tier): [Condition, Condition] {
  const batchSize = { smoke: 256, desk: 1024, paper: 16_384 }[tier];
  return [
    atStepBudget(tier, batchSize),
    atStepBudget(tier, batchSize, { alpha: RESTORING_ALPHA }),
  ];
}

/** A training at a learning rate that is given. */
export interface FixedCondition extends Condition {
  /** ε_eff. */
  readonly learningRate: number;
}

/** ε_eff and B of the smallest batch at equal temperatures, vanilla SGD. */
const COLDEST: Readonly<
  Record<Tier, { learningRate: number; batchSize: number }>
> = {
  smoke: { learningRate: 2 ** -4, batchSize: 32 },
  desk: { learningRate: 2 ** -4, batchSize: 16 },
  paper: { learningRate: 2 ** -3, batchSize: 64 },
};

/** (ε, B), (2ε, 2B), (4ε, 4B), and as a control (ε, 4B). */
export function temperaturesAt(tier: Tier): FixedCondition[] {
  const { epochs } = EPOCH_BUDGETS[tier];
  const { learningRate, batchSize } = COLDEST[tier];
  return [[1, 1], [2, 2], [4, 4], [1, 4]].map(([rate, size]) => ({
    ...{ budget: { epochs }, momentum: 0 },
    learningRate: rate! * learningRate,
    batchSize: size! * batchSize,
  }));
}

/** The epoch budgets of Figure 2 at one small B. */
export const SWEEPS: Readonly<
  Record<
    Tier,
    {
      batchSize: number;
      epochs: readonly number[];
      rates: readonly number[];
      /** The budget beyond which accuracy is to stay. */
      plateau: number;
    }
  >
> = {
  smoke: {
    ...{ batchSize: 64, epochs: [4, 8, 16], plateau: 8 },
    rates: [-3, -1, 1],
  },
  desk: {
    ...{ batchSize: 32, epochs: [4, 16, 64, 256], plateau: 16 },
    rates: exponents(-5, 1),
  },
  paper: {
    ...{ batchSize: 64, plateau: 800 },
    epochs: [50, 100, 200, 400, 800, 1600, 3200, 6400],
    rates: exponents(-8, 2),
  },
};

/** The conditions of the epoch sweep, by ascending budget. */
export function sweepAt(tier: Tier): Condition[] {
  const { batchSize, epochs } = SWEEPS[tier];
  return epochs.map((epochs) => ({
    ...{ budget: { epochs }, batchSize, momentum: 0.9 },
  }));
}

/** The name of a condition's cell, e.g. "B=2048 m=0.9 S=9765". */
export function cellId(
  { budget, batchSize, momentum, ghostBatchSize, alpha }: Condition,
  chosenBy: ChosenBy = "test_accuracy",
): string {
  return [
    `B=${batchSize} m=${momentum}`,
    "steps" in budget ? `S=${budget.steps}` : `E=${budget.epochs}`,
    ...(ghostBatchSize === undefined ? [] : [`ghost=${ghostBatchSize}`]),
    ...(alpha === undefined ? [] : [`α=${alpha}`]),
    ...(chosenBy === "test_accuracy" ? [] : ["by loss"]),
  ].join(" ");
}

/** The name of a cell whose learning rate is given. */
export function fixedCellId(condition: FixedCondition): string {
  return `${cellId(condition)} ε=${condition.learningRate}`;
}

/** The names of what a tuned cell tries, by ascending learning rate. */
function gridOf(
  tier: Tier,
  { condition, chosenBy }: { condition: Condition; chosenBy: ChosenBy },
): { learningRate: number; cell: Cell }[] {
  const sweep = sweepAt(tier).map((one) => cellId(one));
  const rates = sweep.includes(cellId(condition))
    ? SWEEPS[tier].rates
    : SIZES[tier].rates(condition);
  return rates.map((k) => {
    const learningRate = 2 ** k;
    return {
      learningRate,
      cell: {
        id: `${cellId(condition, chosenBy)}: ε=${learningRate}`,
        settings: settingsOf(tier, { ...condition, learningRate }),
      },
    };
  });
}

/** Updates of a budget. */
export function stepsOf(
  tier: Tier,
  { budget, batchSize }: Pick<Condition, "budget" | "batchSize">,
): number {
  if ("steps" in budget) return budget.steps;
  const { trainExamples: examples } = SIZES[tier];
  return stepsOfEpochs(budget.epochs, {
    ...{ examples, batchSize, remainder: "next epoch" },
  });
}

/**
 * The best effective learning rate of a condition, with its error bar, over
 * the seeds that tune it or some of them.
 */
export function optimumAt(
  results: Pick<Results, "tier" | "metric">,
  { condition, chosenBy = "test_accuracy", seeds, keep }: {
    condition: Condition;
    chosenBy?: ChosenBy;
    /** May be there more than once, as in a bootstrap. */
    seeds?: readonly number[];
    keep?: number;
  },
): Optimum {
  const { tier } = results;
  const trials = gridOf(tier, { condition, chosenBy })
    .map(({ learningRate, cell: { id } }) => {
      const values = results.metric(id, chosenBy);
      return {
        learningRate,
        values: seeds === undefined
          ? [...values.values()]
          : seeds.map((seed) => values.get(seed)!),
      };
    });
  const rule: TuningRule = {
    keep: keep ?? SIZES[tier].keep,
    better: chosenBy === "test_accuracy" ? "higher" : "lower",
  };
  return optimumOf(trials, rule);
}

/** The seeds that choose learning rates. */
export function tuningSeeds(tier: Tier): number[] {
  return Array.from(
    { length: SIZES[tier].tuningSeeds },
    (_, i) => FIRST_TUNING_SEED + i,
  );
}

function tuned(
  tier: Tier,
  condition: Condition,
  chosenBy: ChosenBy = "test_accuracy",
): TunedCell {
  const grid = gridOf(tier, { condition, chosenBy });
  return {
    id: cellId(condition, chosenBy),
    tuning: {
      grid: grid.map(({ cell }) => cell),
      seeds: tuningSeeds(tier),
      choose: (results) => {
        const { learningRate } = optimumAt(results, { condition, chosenBy });
        return grid.find((one) => one.learningRate === learningRate)!.cell.id;
      },
    },
  };
}

/** Conditions each once. */
function distinct(conditions: readonly Condition[]): Condition[] {
  return [...new Map(conditions.map((one) => [cellId(one), one])).values()];
}

/** The experiments; see the module's description. */
export const smithStudy: Study = {
  id: "smith-training",
  paper: "noise_generalization",
  title: "Batch size, epochs and learning rate of SGD",
  cells: (tier) => [
    ...distinct([
      ...stepBudgetAt(tier),
      ...fewerStepsAt(tier),
      ...ghostBatchesAt(tier),
      ...restoredNoiseAt(tier),
      ...epochBudgetAt(tier, 0),
      ...epochBudgetAt(tier, 0.9),
      ...largeBatchesAt(tier, 0),
      ...largeBatchesAt(tier, 0.9),
      ...sweepAt(tier),
    ]).map((condition) => tuned(tier, condition)),
    ...sweepAt(tier).map((condition) =>
      tuned(tier, condition, "training_loss")
    ),
    ...temperaturesAt(tier).map((condition) => ({
      id: fixedCellId(condition),
      settings: settingsOf(tier, condition),
    })),
  ],
  seeds: (tier) => Array.from({ length: SIZES[tier].seeds }, (_, seed) => seed),
};

/**
 * The gate's margins on another machine or engine build, as those of noise
 * enhancement.
 */
export function smithMargins(tier: Tier): Readonly<Record<string, Margin>> {
  return tier === "smoke"
    ? { test_accuracy: { absolute: 3 }, training_loss: { relative: 0.5 } }
    : { test_accuracy: { absolute: 0.5 }, training_loss: { relative: 0.2 } };
}

/** Updates between evaluations are a tenth of all, and at most so many. */
const MOST_STEPS_PER_EPOCH = 5000;

function settingsOf(
  tier: Tier,
  { learningRate, ...condition }: FixedCondition,
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
      ...{ steps, factor: 2 },
    },
    batchSize,
    drawing: { name: "fresh subsets", steps, stepsPerEpoch },
    microbatch,
    statisticsRule: { rule: "pass average" },
    stopBelow: 0,
    maxEpochs: Math.ceil(steps / stepsPerEpoch),
  };
}
