/**
 * What the exact claims of the noise-enhancement paper are checked on: section
 * 2 of the paper, by enumeration of every draw, and by sampling through the
 * steps that training makes. The cells are the same at every tier, but for the
 * number of sampled draws.
 *
 * | cell | gradients | draws of the minibatches |
 * | --- | --- | --- |
 * | enumeration | six numbers | all |
 * | real-gradients | a small network's, 8 images | all |
 * | N=… B=… | 0 or 1, as many as the paper's | all, by their distribution |
 * | sampling | a small network's, 32 images | as training draws them |
 * | cumulants | four numbers | all, with replacement, by their distribution |
 * | equivalence | F1's | one |
 * | ghost-batches | a small network's that normalises, 22 made images | one |
 *
 * @module
 */
import { effectiveBatchSize } from "../../methods/noise_enhancement.ts";
import type { FewImagesOptions } from "../exact/few_images.ts";
import type { Cell, RunSettings, Study, Tier } from "../suite.ts";

/** Six gradients, whose minibatches are enumerated. */
export type EnumerationSettings = RunSettings & {
  readonly kind: "ne-exact/enumeration";
  /** Gradient of each example, one parameter. */
  readonly gradients: readonly number[];
  readonly batchSize: number;
  readonly alphas: readonly number[];
};

/** Gradients of a network at its initialisation. */
interface NetworkSettings {
  readonly datasets: readonly ["fashion-mnist"];
  /** The first so many training images are the training set. */
  readonly examples: number;
  /** Widths of the hidden layers. */
  readonly hidden: readonly number[];
}

/** Real per-example gradients, whose minibatches are enumerated. */
export type RealGradientsSettings = RunSettings & NetworkSettings & {
  readonly kind: "ne-exact/real-gradients";
  readonly batchSize: number;
  readonly alphas: readonly number[];
  /** Weights of distinct examples; each list sums to 1. */
  readonly weightings: readonly (readonly number[])[];
};

/** Gradients that are 0 or 1, in training sets as large as the paper's. */
export type PopulationSettings = RunSettings & {
  readonly kind: "ne-exact/population";
  readonly examples: number;
  /** Examples whose gradient is 1. */
  readonly ones: number;
  readonly batchSize: number;
  readonly alphas: readonly number[];
  /** Plain SGD with these batches too. */
  readonly plainBatchSizes: readonly number[];
};

/** Gradient estimates drawn as training draws them. */
export type SamplingSettings = RunSettings & NetworkSettings & {
  readonly kind: "ne-exact/sampling";
  readonly batchSize: number;
  /** With independent minibatches. */
  readonly alphas: readonly number[];
  /** With disjoint minibatches. */
  readonly disjointAlphas: readonly number[];
  /** Gradient estimates of each method. */
  readonly draws: number;
};

/** Distributions of estimates over independent examples. */
export type CumulantsSettings = RunSettings & {
  readonly kind: "ne-exact/cumulants";
  /** Gradient of an example: one of these, each equally likely. */
  readonly gradients: readonly number[];
  readonly conditions: readonly {
    readonly alpha: number;
    readonly batchSize: number;
    /** B_eff, an integer. */
    readonly plainBatchSize: number;
  }[];
};

/** F1's gradient estimates in one pass and in two. */
export type EquivalenceSettings = RunSettings & {
  readonly kind: "ne-exact/equivalence";
  readonly datasets: readonly ["fashion-mnist"];
  /** The first so many training images are the training set. */
  readonly examples: number;
  readonly width: number;
  readonly batchSize: number;
  readonly alpha: number;
  /** Widths of F1 whose parameters are counted. */
  readonly countedWidths: readonly number[];
};

/** A normalising network's gradient estimates in one pass and in two. */
export type GhostBatchesSettings = RunSettings & FewImagesOptions & {
  readonly kind: "ne-exact/ghost-batches";
  /** Widths of the hidden layers. */
  readonly hidden: readonly number[];
  /** Does not divide the minibatches, which have half of the examples each. */
  readonly ghostBatchSize: number;
  readonly alpha: number;
};

/** Settings of cell "enumeration". */
export const ENUMERATION: EnumerationSettings = {
  kind: "ne-exact/enumeration",
  datasets: [],
  gradients: [1, 4, -2, 7, 0, 5],
  batchSize: 2,
  alphas: [1, 1.5, 3, 0.5],
};

/** Settings of cell "real-gradients". */
export const REAL_GRADIENTS: RealGradientsSettings = {
  kind: "ne-exact/real-gradients",
  datasets: ["fashion-mnist"],
  examples: 8,
  hidden: [8],
  batchSize: 2,
  alphas: [1, 1.5, 3, 0.5],
  weightings: [[0.5, 0.5, 0.25, -0.25], [2, -0.75, -0.25]],
};

/** α at which B_eff of every population is an integer. */
export const ALPHAS_OF_WHOLE_BATCHES: readonly number[] = [1.5, 2];

/** Settings of the cells "N=… B=…". */
export const POPULATIONS: readonly PopulationSettings[] = [
  { examples: 600, batchSize: 50 },
  { examples: 60_000, batchSize: 50 },
  { examples: 60_000, batchSize: 5000 },
].map(({ examples, batchSize }) => ({
  kind: "ne-exact/population",
  datasets: [],
  examples,
  ones: examples / 10,
  batchSize,
  alphas: [...ALPHAS_OF_WHOLE_BATCHES, 3],
  plainBatchSizes: ALPHAS_OF_WHOLE_BATCHES.map((alpha) =>
    effectiveBatchSize(batchSize, alpha)
  ),
}));

const SAMPLED_DRAWS: Readonly<Record<Tier, number>> = {
  smoke: 300,
  desk: 3000,
  paper: 10_000,
};

/** Settings of cell "sampling" at a tier. */
export function samplingSettings(tier: Tier): SamplingSettings {
  return {
    kind: "ne-exact/sampling",
    datasets: ["fashion-mnist"],
    examples: 32,
    hidden: [10],
    batchSize: 8,
    alphas: [1.5, 3, 0.5],
    disjointAlphas: [3],
    draws: SAMPLED_DRAWS[tier],
  };
}

/** Settings of cell "cumulants". */
export const CUMULANTS: CumulantsSettings = {
  kind: "ne-exact/cumulants",
  datasets: [],
  gradients: [-1, 0, 0, 3],
  conditions: [
    { alpha: 1.5, batchSize: 5 },
    { alpha: 2, batchSize: 5 },
    { alpha: 3, batchSize: 13 },
    { alpha: 5, batchSize: 41 },
    { alpha: 10, batchSize: 181 },
  ].map(({ alpha, batchSize }) => ({
    alpha,
    batchSize,
    plainBatchSize: effectiveBatchSize(batchSize, alpha),
  })),
};

/** Settings of cell "equivalence". */
const EQUIVALENCE: EquivalenceSettings = {
  kind: "ne-exact/equivalence",
  datasets: ["fashion-mnist"],
  examples: 500,
  width: 50,
  batchSize: 250,
  alpha: 3,
  countedWidths: [500, 100, 50],
};

/** Settings of cell "ghost-batches". */
const GHOST_BATCHES: GhostBatchesSettings = {
  kind: "ne-exact/ghost-batches",
  datasets: [],
  imageShape: [3, 3, 1],
  classes: 3,
  examples: 22,
  hidden: [6],
  ghostBatchSize: 4,
  alpha: 3,
};

/** The name of a population's cell, e.g. "N=60000 B=5000". */
export function populationCell(
  { examples, batchSize }: Pick<PopulationSettings, "examples" | "batchSize">,
): string {
  return `N=${examples} B=${batchSize}`;
}

/** What the exact claims are checked on; see the module's description. */
export const exactStudy: Study<Cell> = {
  id: "ne-exact",
  paper: "noise_enhancement",
  title: "The noise of noise enhancement, exactly",
  cells: (tier): readonly Cell[] => [
    { id: "enumeration", settings: ENUMERATION },
    { id: "real-gradients", settings: REAL_GRADIENTS },
    ...POPULATIONS.map((settings) => ({
      id: populationCell(settings),
      settings,
    })),
    { id: "sampling", settings: samplingSettings(tier) },
    { id: "cumulants", settings: CUMULANTS },
    { id: "equivalence", settings: EQUIVALENCE },
    { id: "ghost-batches", settings: GHOST_BATCHES },
  ],
  seeds: () => [0],
};

/** The name of a metric at one α, e.g. "independent_covariance_alpha_3". */
export function metricAt(name: string, alpha: number): string {
  return `${name}_alpha_${alpha}`;
}

/** The name of the metric of plain SGD with another batch size. */
export function plainBatchMetric(batchSize: number): string {
  return `plain_covariance_batch_${batchSize}`;
}

/** The name of the metric of the weights at `index` of the weightings. */
export function weightedMetric(index: number): string {
  return `weighted_covariance_${index + 1}`;
}

/** The name of the metric that counts F1's parameters, of 7 × `width` units. */
export function countMetric(width: number): string {
  return `f1_parameters_width_${width}`;
}
