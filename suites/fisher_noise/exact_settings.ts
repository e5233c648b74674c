/**
 * The settings of the runs of `exact_study.ts`.
 *
 * @module
 */
import type { FewImagesOptions } from "../exact/few_images.ts";
import type { RunSettings } from "../suite.ts";

/** Synthetic images and how much noise is added. */
interface NoisyBatch extends Omit<FewImagesOptions, "examples"> {
  /** M_S */
  readonly smallBatch: number;
  /** M_L, all the examples. */
  readonly largeBatch: number;
}

/** Noise that is linear in normal numbers, as a matrix. */
export type InjectedSettings = RunSettings & NoisyBatch & {
  readonly kind: "fisher-exact/injected";
  readonly network:
    | {
      readonly hidden: readonly number[];
      /** Normalised in ghost batches of so many; absent: not at all. */
      readonly ghostBatchSize?: number;
    }
    | { readonly filters: number };
  readonly methods: readonly InjectedMethod[];
  /** The diagonal is also taken from so many of the examples. */
  readonly fewExamples: number;
  /** σ of isotropic noise. */
  readonly deviation: number;
};

/** A method that adds to the gradient. */
export type InjectedMethod = "diagonal" | "trace" | "kfac" | "isotropic";

/** Random weights. */
export type WeightsSettings = RunSettings & {
  readonly kind: "fisher-exact/weights";
  readonly smallBatch: number;
  readonly largeBatch: number;
  /** m */
  readonly examples: number;
  readonly draws: number;
  /** Batches whose noise scale is taken. */
  readonly scales: readonly {
    readonly smallBatch: number;
    readonly largeBatch: number;
  }[];
};

/** Gradient estimates drawn as training draws them. */
export type DrawsSettings = RunSettings & NoisyBatch & {
  readonly kind: "fisher-exact/draws";
  readonly deviation: number;
  readonly draws: number;
};

/** Updates with noise and momentum. */
export type StepsSettings = RunSettings & NoisyBatch & {
  readonly kind: "fisher-exact/steps";
  readonly hidden: readonly number[];
  readonly deviation: number;
  readonly momentum: number;
  readonly learningRates: readonly number[];
};

/** L = ½ θᵀ A θ with constant noise. */
export type QuadraticSettings = RunSettings & {
  readonly kind: "fisher-exact/quadratic";
  /** A, rows. */
  readonly hessian: readonly (readonly number[])[];
  /** θ_0 */
  readonly start: readonly number[];
  /** Steps that the bound is checked for. */
  readonly steps: number;
  /** Of these the expected loss is told. */
  readonly told: readonly number[];
  /** Levels of the loss; the first step below each is told. */
  readonly levels: readonly number[];
  /** α without a schedule, and for how many steps. */
  readonly constant: { readonly learningRate: number; readonly steps: number };
};

/** Least squares in two dimensions. */
export type RegressionSettings = RunSettings & {
  readonly kind: "fisher-exact/regression";
  /** N = M_L */
  readonly examples: number;
  /** M_S */
  readonly smallBatch: number;
  /** Standard deviations of the two inputs, and their correlation. */
  readonly deviations: readonly [number, number];
  readonly correlation: number;
  readonly coefficients: readonly [number, number];
  /** Standard deviation of the targets around them. */
  readonly noise: number;
  /** From the least-squares solution. */
  readonly offset: readonly [number, number];
  /** σ of the paper's isotropic noise. */
  readonly deviation: number;
  readonly draws: number;
};
