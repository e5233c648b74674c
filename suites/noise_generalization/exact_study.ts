/**
 * What the exact claims of the paper on the benefit of noise are checked on:
 * sections 2 and 3, the schedule of section 4, and Table 1. The cells are the
 * same at every tier.
 *
 * | cell | what is done |
 * | --- | --- |
 * | subsets | every minibatch of a few examples |
 * | optimizers | one update on a quadratic loss, as a matrix |
 * | steps | updates of a small network |
 * | linear-scaling | one epoch on a quadratic loss at equal temperatures |
 * | schedule | the learning rates of a whole training |
 * | ghost-batches | every ghost batch of a few examples |
 * | table-1 | the paper's own numbers |
 *
 * @module
 */
import type { FewImagesOptions } from "../exact/few_images.ts";
import type { StepSizes } from "../exact/planned_steps.ts";
import { SUBSETS } from "../exact/subsets.ts";
import type { Cell, RunSettings, Study } from "../suite.ts";

/** Updates on quadratic losses as matrices. */
export type OptimizersSettings = RunSettings & {
  readonly kind: "smith-exact/optimizers";
  readonly momenta: readonly number[];
  /** λ; the largest decides which learning rates converge. */
  readonly curvatures: readonly number[];
  /** Learning rates in units of the critical one. */
  readonly nearCritical: readonly number[];
  /** Updates with noise of a variance s². */
  readonly stationary: readonly {
    readonly learningRate: number;
    readonly momentum: number;
    readonly curvature: number;
    readonly variance: number;
  }[];
  /** With and without momentum at the same temperature. */
  readonly cold: {
    readonly effectiveLearningRate: number;
    readonly curvature: number;
  };
  /** Learning rates and batch sizes whose temperatures are taken. */
  readonly temperatures: readonly {
    readonly learningRate: number;
    readonly batchSize: number;
  }[];
  /** Noise enhancement with a whole effective batch size. */
  readonly enhanced: readonly {
    readonly alpha: number;
    readonly batchSize: number;
  }[];
};

/** Updates of a small network on synthetic images. */
export type StepsSettings = RunSettings & FewImagesOptions & StepSizes & {
  readonly kind: "smith-exact/steps";
  readonly hidden: readonly number[];
  readonly momentum: number;
};

/** One epoch on ½ θ² with noise of variance 1/B, from θ = 1. */
export type LinearScalingSettings = RunSettings & {
  readonly kind: "smith-exact/linear-scaling";
  readonly examples: number;
  readonly temperature: number;
  readonly batchSizes: readonly number[];
};

/** Learning rates of whole trainings. */
export type ScheduleSettings = RunSettings & {
  readonly kind: "smith-exact/schedule";
  readonly examples: number;
  readonly batchSize: number;
  readonly epochs: number;
};

/** Ghost batches of a few synthetic images. */
export type GhostBatchesSettings = RunSettings & FewImagesOptions & {
  readonly kind: "smith-exact/ghost-batches";
  readonly hidden: readonly number[];
  /** Half of the examples. */
  readonly ghostBatchSize: number;
};

/** The paper's own numbers. */
export type TableSettings = RunSettings & {
  readonly kind: "smith-exact/table-1";
  readonly tables: readonly [string];
  readonly momentum: number;
};

/** Settings of cell "optimizers". */
export const OPTIMIZERS: OptimizersSettings = {
  kind: "smith-exact/optimizers",
  datasets: [],
  momenta: [0, 0.9],
  curvatures: [1, 4],
  nearCritical: [0.99, 1.01],
  stationary: [
    { learningRate: 0.3, momentum: 0, curvature: 1, variance: 0.5 },
    { learningRate: 0.3, momentum: 0.9, curvature: 1, variance: 0.5 },
    { learningRate: 2, momentum: 0.9, curvature: 1.5, variance: 0.2 },
  ],
  cold: { effectiveLearningRate: 0.01, curvature: 0.5 },
  temperatures: [
    { learningRate: 0.1, batchSize: 64 },
    { learningRate: 0.8, batchSize: 512 },
    { learningRate: 3.2, batchSize: 2048 },
  ],
  enhanced: [{ alpha: 2, batchSize: 320 }, { alpha: 3, batchSize: 832 }],
};

/** Settings of cell "steps". */
export const STEPS: StepsSettings = {
  kind: "smith-exact/steps",
  datasets: [],
  imageShape: [3, 3, 1],
  classes: 3,
  examples: 12,
  hidden: [4],
  batchSize: 4,
  momentum: 0.9,
  learningRates: [0.5, 0.5, 0.5, 0.25, 0.25, 0.25],
};

/** Settings of cell "linear-scaling". */
export const LINEAR_SCALING: LinearScalingSettings = {
  kind: "smith-exact/linear-scaling",
  datasets: [],
  examples: 4096,
  temperature: 0.4 / 512,
  batchSizes: [4, 16, 64, 256, 512],
};

/** Settings of cell "schedule". */
const SCHEDULE: ScheduleSettings = {
  kind: "smith-exact/schedule",
  datasets: [],
  examples: 50_000,
  batchSize: 1024,
  epochs: 200,
};

/** Settings of cell "ghost-batches". */
export const GHOST_BATCHES: GhostBatchesSettings = {
  kind: "smith-exact/ghost-batches",
  datasets: [],
  imageShape: [3, 3, 1],
  classes: 3,
  examples: 6,
  hidden: [4],
  ghostBatchSize: 3,
};

/** Settings of cell "table-1". */
const TABLE_1: TableSettings = {
  kind: "smith-exact/table-1",
  datasets: [],
  tables: ["noise_generalization_table_1"],
  momentum: 0.9,
};

/** What the exact claims are checked on; see the module's description. */
export const exactStudy: Study<Cell> = {
  id: "smith-exact",
  paper: "noise_generalization",
  title: "Noise, curvature and schedule of SGD, exactly",
  cells: () => [
    SUBSETS,
    { id: "optimizers", settings: OPTIMIZERS },
    { id: "steps", settings: STEPS },
    { id: "linear-scaling", settings: LINEAR_SCALING },
    { id: "schedule", settings: SCHEDULE },
    { id: "ghost-batches", settings: GHOST_BATCHES },
    { id: "table-1", settings: TABLE_1 },
  ],
  seeds: () => [0],
};
