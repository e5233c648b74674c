/**
 * The settings of the runs of `exact_study.ts`.
 *
 * @module
 */
import type { FewImagesOptions } from "../exact/few_images.ts";
import type { StepSizes } from "../exact/planned_steps.ts";
import type { RunSettings } from "../suite.ts";

/** A small network on synthetic images, and the steps that it makes. */
interface SmallSteps extends FewImagesOptions, StepSizes {
  /** Of the convolution. */
  readonly filters: number;
}

/** Steps whose points are noted. */
export type PointsSettings = RunSettings & SmallSteps & {
  readonly kind: "gnc-exact/points";
  readonly method: "gnc" | "rnc";
  readonly filterWise: boolean;
  readonly alpha: number;
  readonly workers: number;
  readonly momentum: number;
};

/** Steps of methods that have nothing to convolve with. */
export type WithoutNoiseSettings =
  & RunSettings
  & FewImagesOptions
  & StepSizes
  & {
    readonly kind: "gnc-exact/without-noise";
    readonly hidden: readonly number[];
    readonly workers: number;
    readonly momentum: number;
    /** Of methods that do have noise, which must be noticed. */
    readonly leastAlpha: number;
  };

/** Steps of plain SGD. */
export type IterationsSettings = RunSettings & SmallSteps & {
  readonly kind: "gnc-exact/iterations";
};

/** Losses whose derivatives are known. */
export type PolynomialsSettings = RunSettings & {
  readonly kind: "gnc-exact/polynomials";
  /** Shape of the only parameter, a kernel `[inputs, outputs]`. */
  readonly shape: readonly [number, number];
  readonly workers: number;
  readonly alpha: number;
  readonly learningRate: number;
  readonly steps: number;
};

/** A network with normalisation whose first kernel is multiplied. */
export type RescaledSettings =
  & RunSettings
  & Omit<FewImagesOptions, "examples">
  & {
    readonly kind: "gnc-exact/rescaled";
    readonly hidden: readonly number[];
    readonly workers: number;
    readonly batchSize: number;
    readonly alpha: number;
    readonly learningRate: number;
    /** Makes the ε of normalisation vanish beside the variances. */
    readonly start: number;
    readonly factor: number;
  };

/** Random noise of many workers. */
export type RandomNoiseSettings = RunSettings & {
  readonly kind: "gnc-exact/random-noise";
  /** κ as it was simulated for the claims: means of five draws. */
  readonly sizes: readonly {
    readonly workers: number;
    readonly coordinates: number;
    readonly conditionNumber: number;
  }[];
};

/** The paper's own numbers. */
export type TablesSettings = RunSettings & {
  readonly kind: "gnc-exact/tables";
  /** Means, and the runs that they are of. */
  readonly tables: readonly [string, string];
  /** Sizes of which section 2.4 counts operations. */
  readonly overhead: {
    readonly depth: number;
    readonly classes: number;
    readonly workers: number;
    readonly batchSize: number;
  };
};
