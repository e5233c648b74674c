/**
 * What the exact claims of the paper on structured covariance noise are checked
 * on: section 2, theorem 4.1 with Table 1 and Figure 4, and Figure 1. The cells
 * are the same at every tier, but for the number of sampled draws.
 *
 * | cell | what is done |
 * | --- | --- |
 * | subsets | every minibatch of a few examples |
 * | dense, convolution | the injected noise of small networks as a matrix |
 * | ghost batches | the same where batches are normalised |
 * | weights | the noise that enters through examples' weights |
 * | draws | the injected noise of a small network, drawn as in training |
 * | steps | updates of a small network with momentum |
 * | quadratic … | the expected loss on a convex quadratic |
 * | regression | one step of a regression with two parameters |
 *
 * @module
 */
import { SUBSETS } from "../exact/subsets.ts";
import type { Cell, Study, Tier } from "../suite.ts";
import type {
  DrawsSettings,
  InjectedSettings,
  QuadraticSettings,
  RegressionSettings,
  StepsSettings,
  WeightsSettings,
} from "./exact_settings.ts";

const NOISY = {
  datasets: [],
  imageShape: [2, 2, 1],
  classes: 3,
  smallBatch: 2,
  largeBatch: 8,
} as const;

/** Cells whose noise is a matrix. */
export const INJECTED: readonly (Cell & {
  readonly settings: InjectedSettings;
})[] = [
  {
    id: "dense",
    settings: {
      kind: "fisher-exact/injected",
      ...NOISY,
      network: { hidden: [3] },
      methods: ["diagonal", "trace", "kfac", "isotropic"],
      fewExamples: 3,
      deviation: 0.25,
    },
  },
  {
    id: "convolution",
    settings: {
      kind: "fisher-exact/injected",
      ...NOISY,
      imageShape: [4, 4, 1],
      network: { filters: 2 },
      methods: ["diagonal", "trace"],
      fewExamples: 3,
      deviation: 0.25,
    },
  },
  {
    id: "ghost batches",
    settings: {
      kind: "fisher-exact/injected",
      ...NOISY,
      network: { hidden: [3], ghostBatchSize: 4 },
      methods: ["diagonal", "trace"],
      fewExamples: 3,
      deviation: 0.25,
    },
  },
];

/** Settings of cell "weights". */
export const WEIGHTS: WeightsSettings = {
  kind: "fisher-exact/weights",
  datasets: [],
  smallBatch: 2,
  largeBatch: 16,
  examples: 16,
  draws: 20_000,
  scales: [
    { smallBatch: 128, largeBatch: 4096 },
    { smallBatch: 64, largeBatch: 1024 },
    { smallBatch: 32, largeBatch: 32 },
    // Of the minibatches of cell "subsets".
    { smallBatch: 1, largeBatch: 2 },
    { smallBatch: 1, largeBatch: 6 },
    { smallBatch: 2, largeBatch: 5 },
  ],
};

const SAMPLED_DRAWS: Readonly<Record<Tier, number>> = {
  smoke: 300,
  desk: 3000,
  paper: 20_000,
};

/** Settings of cell "draws" at a tier: 30 parameters. */
function drawsSettings(tier: Tier): DrawsSettings {
  return {
    kind: "fisher-exact/draws",
    ...NOISY,
    classes: 6,
    deviation: 0.25,
    draws: SAMPLED_DRAWS[tier],
  };
}

/** Settings of cell "steps". */
export const STEPS: StepsSettings = {
  kind: "fisher-exact/steps",
  ...NOISY,
  hidden: [3],
  deviation: 0.25,
  momentum: 0.9,
  learningRates: [0.5, 0.5, 0.25],
};

const LEVELS = [0.5, 0.2, 0.1, 0.05, 0.01, 0.001];
const QUADRATIC = {
  kind: "fisher-exact/quadratic",
  datasets: [],
  steps: 20_000,
  told: [1, 10, 100, 1000],
  levels: LEVELS,
  constant: { learningRate: 0.1, steps: 500 },
} as const;

/** The quadratics: the claims' own, and two that differ in shape and size. */
export const QUADRATICS: readonly (Cell & {
  readonly settings: QuadraticSettings;
})[] = [
  {
    id: "quadratic",
    settings: {
      ...QUADRATIC,
      hessian: [[2, 0.6], [0.6, 0.5]],
      start: [1, 1],
    },
  },
  {
    id: "quadratic, correlated",
    settings: {
      ...QUADRATIC,
      hessian: [[1, 0.8, 0.6], [0.8, 1, 0.7], [0.6, 0.7, 1]],
      start: [1, -1, 0.5],
    },
  },
  {
    id: "quadratic, scales apart",
    settings: {
      ...QUADRATIC,
      hessian: [
        [4, 0.5, 0, 0.1],
        [0.5, 1, 0.3, 0],
        [0, 0.3, 0.5, 0.1],
        [0.1, 0, 0.1, 0.25],
      ],
      start: [0.5, 1, -1, 2],
    },
  },
];

/** Settings of cell "regression". */
const REGRESSION: RegressionSettings = {
  kind: "fisher-exact/regression",
  datasets: [],
  examples: 100,
  smallBatch: 10,
  deviations: [1, 0.5],
  correlation: 0.8,
  coefficients: [0.2, 0.1],
  noise: 0.1,
  offset: [0.05, 0.05],
  deviation: 0.1,
  draws: 20_000,
};

/** What the exact claims are checked on; see the module's description. */
export const exactStudy: Study<Cell> = {
  id: "fisher-exact",
  paper: "fisher_noise",
  title: "Structured covariance noise, exactly",
  cells: (tier): readonly Cell[] => [
    SUBSETS,
    ...INJECTED,
    { id: "weights", settings: WEIGHTS },
    { id: "draws", settings: drawsSettings(tier) },
    { id: "steps", settings: STEPS },
    ...QUADRATICS,
    { id: "regression", settings: REGRESSION },
  ],
  seeds: () => [0],
};

/** The name of the metric that is c² of two batches, in cell "weights". */
export function scaleMetric(
  { smallBatch, largeBatch }: WeightsSettings["scales"][number],
): string {
  return `scale_squared_${smallBatch}_${largeBatch}`;
}
