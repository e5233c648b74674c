import { rootKey, split } from "../../core/key.ts";
import type { ExampleWeightMethod } from "../../core/method.ts";
import type {
  FreshSubsets,
  minibatchesOfEpoch,
} from "../../training/minibatches.ts";

/** How many steps, of how many examples. */
export interface StepSizes {
  /** N */
  readonly examples: number;
  /** B */
  readonly batchSize: number;
  /** One a step; together they make whole epochs. */
  readonly learningRates: readonly number[];
}

/** What decides the steps of a few epochs. */
export interface PlannedStepsOptions extends StepSizes {
  readonly minibatchesOfEpoch: typeof minibatchesOfEpoch;
  readonly method: Pick<ExampleWeightMethod, "minibatches" | "sampling">;
  readonly seed: number;
  /** Whether every step draws its examples anew from all. */
  readonly fresh?: boolean;
}

/** Steps, and whether their epochs are what they should be. */
export interface PlannedSteps {
  readonly steps: readonly {
    readonly indices: Uint32Array;
    readonly learningRate: number;
  }[];
  /** How many of the examples an epoch does not draw exactly once, by epoch. */
  readonly examplesMissed: readonly number[];
}

/** The steps of the first epochs, with the shuffle keys of training. */
export function plannedSteps(
  { minibatchesOfEpoch, learningRates, seed, fresh = false, ...options }:
    PlannedStepsOptions,
): PlannedSteps {
  const { examples, batchSize } = options;
  const drawing: FreshSubsets | undefined = fresh
    ? {
      name: "fresh subsets",
      steps: learningRates.length,
      stepsPerEpoch: examples / batchSize,
    }
    : undefined;
  const key = split(rootKey(seed), "shuffle");
  const epochs = Array.from(
    { length: learningRates.length * batchSize / examples },
    (_, epoch) => [...minibatchesOfEpoch(key, { ...options, epoch, drawing })],
  );
  return {
    steps: epochs.flat().map((indices, step) => ({
      ...{ indices, learningRate: learningRates[step]! },
    })),
    examplesMissed: epochs.map((steps) => missedIn(steps, examples)),
  };
}

function missedIn(steps: readonly Uint32Array[], examples: number): number {
  const drawn = new Uint32Array(examples);
  for (const indices of steps) {
    for (const index of indices) drawn[index]!++;
  }
  return drawn.filter((times) => times !== 1).length;
}
