/**
 * The conditions of the experiments of `study.ts`: what is trained with which
 * batches for how long, and what the cells are called.
 *
 * @module
 */
import type { Tier } from "../suite.ts";

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

/** A condition that costs epochs. */
export interface EpochCondition extends Condition {
  readonly budget: { readonly epochs: number };
}

/**
 * What the learning rate of a condition is best for. The training loss is that
 * without L2: whether the paper plots it so is not said, and the claims on the
 * rates that are best for it are judged by it alone.
 */
export type ChosenBy = "test_accuracy" | "training_loss";

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
}

/** The epoch budget of a tier. */
const EPOCH_BUDGETS: Readonly<Record<Tier, EpochBudget>> = {
  smoke: {
    ...{ epochs: 20, epochsOfLarge: 20 },
    ...{ batchSizes: [64, 128, 512] },
  },
  desk: {
    ...{ epochs: 32, epochsOfLarge: 128 },
    batchSizes: [16, 32, 64, 128, 256, 512, 1024, 2048],
  },
  paper: {
    ...{ epochs: 200, epochsOfLarge: 200 },
    batchSizes: [64, 128, 256, 512, 1024, 2048, 4096, 8192, 16_384],
  },
};

/** A condition of the step budget. */
export function atStepBudget(
  tier: Tier,
  batchSize: number,
  more: Partial<Condition> = {},
): Condition {
  const { steps } = STEP_BUDGETS[tier];
  return { budget: { steps }, batchSize, momentum: 0.9, ...more };
}

/** The conditions of the step budget, by ascending B. */
export function stepBudgetAt(tier: Tier): Condition[] {
  return STEP_BUDGETS[tier].batchSizes
    .map((batchSize) => atStepBudget(tier, batchSize));
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

/** B = N/2 without noise enhancement and with it. */
export function restoredNoiseAt(tier: Tier): [Condition, Condition] {
  const batchSize = { smoke: 256, desk: 1024, paper: 25_000 }[tier];
  return [
    atStepBudget(tier, batchSize),
    atStepBudget(tier, batchSize, { alpha: RESTORING_ALPHA }),
  ];
}

/** A training at a learning rate that is given. */
export interface FixedCondition extends Condition {
  /** ε_eff, at first. */
  readonly learningRate: number;
  /** log₂ of the first over the last; absent: 10. */
  readonly octaves?: number;
}

/** ε_eff and B of the smallest batch at equal temperatures, vanilla SGD. */
const SMALLEST: Readonly<
  Record<Tier, { learningRate: number; batchSize: number }>
> = {
  smoke: { learningRate: 2 ** -4, batchSize: 32 },
  desk: { learningRate: 2 ** -4, batchSize: 16 },
  paper: { learningRate: 2 ** -3, batchSize: 64 },
};

/** (ε, B), (2ε, 2B), (4ε, 4B), and as a control (ε, 4B). */
export function temperaturesAt(tier: Tier): FixedCondition[] {
  const { epochs } = EPOCH_BUDGETS[tier];
  const { learningRate, batchSize } = SMALLEST[tier];
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
    rates: [-1, 1, 3],
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
export function sweepAt(tier: Tier): EpochCondition[] {
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

/** From `low` to `high`. */
export function exponents(low: number, high: number): number[] {
  return Array.from({ length: high - low + 1 }, (_, i) => low + i);
}
