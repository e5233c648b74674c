/**
 * What the exact claims of the paper on gradient noise convolution are checked
 * on: section 2, the covariance of section 3.2, the noise scaling of appendix
 * A.2, and Tables 2 and 6. The cells are the same at every tier.
 *
 * | cell | what is done |
 * | --- | --- |
 * | GNC …, RNC … | steps of a small network, every worker's point noted |
 * | without-noise | the same steps with α = 0, M = 1, and plain SGD |
 * | iterations | plain SGD as gradient descent on a smoothed loss |
 * | polynomials | workers' points on a quadratic and a cubic loss |
 * | rescaled | the points of a filter that is normalised, and of its double |
 * | random-noise | the covariance of many workers' random noise |
 * | subsets | every minibatch of a few examples |
 * | table-2 | the paper's own numbers |
 *
 * @module
 */
import { SUBSETS } from "../exact/subsets.ts";
import type { Cell, Study } from "../suite.ts";
import type {
  IterationsSettings,
  PointsSettings,
  PolynomialsSettings,
  RandomNoiseSettings,
  RescaledSettings,
  TablesSettings,
  WithoutNoiseSettings,
} from "./exact_settings.ts";
import { PAPER_STEP } from "./step_operations.ts";

const STEPS = {
  datasets: [],
  imageShape: [4, 4, 1],
  classes: 3,
  filters: 2,
  examples: 32,
  batchSize: 16,
  learningRates: [0.5, 0.5, 0.25, 0.25],
} as const;

/** The cells whose points are noted. */
export const POINTS: readonly (Cell & { readonly settings: PointsSettings })[] =
  (["gnc", "rnc"] as const).flatMap((method) =>
    [true, false].map((filterWise) => ({
      id: `${method.toUpperCase()}${filterWise ? "" : " unscaled"}`,
      settings: {
        kind: "gnc-exact/points",
        ...STEPS,
        ...{ method, filterWise, alpha: 0.5, workers: 4, momentum: 0.9 },
      },
    }))
  );

/** Settings of cell "without-noise". */
export const WITHOUT_NOISE: WithoutNoiseSettings = {
  kind: "gnc-exact/without-noise",
  datasets: [],
  imageShape: [3, 3, 1],
  classes: 3,
  hidden: [4],
  workers: 3,
  examples: 24,
  batchSize: 12,
  learningRates: [0.5, 0.5, 0.25, 0.25],
  momentum: 0.9,
  leastAlpha: 0.01,
};

/** Settings of cell "iterations". */
const ITERATIONS: IterationsSettings = {
  kind: "gnc-exact/iterations",
  ...STEPS,
  batchSize: 4,
  learningRates: Array<number>(8).fill(0.5),
};

/** Settings of cell "polynomials". */
const POLYNOMIALS: PolynomialsSettings = {
  kind: "gnc-exact/polynomials",
  datasets: [],
  shape: [3, 2],
  workers: 5,
  alpha: 2,
  learningRate: 0.25,
  steps: 8,
};

/** Settings of cell "rescaled". */
export const RESCALED: RescaledSettings = {
  kind: "gnc-exact/rescaled",
  datasets: [],
  imageShape: [3, 3, 1],
  classes: 3,
  hidden: [4],
  workers: 3,
  batchSize: 24,
  alpha: 16,
  learningRate: 0.5,
  start: 64,
  factor: 2,
};

/** Settings of cell "random-noise". */
export const RANDOM_NOISE: RandomNoiseSettings = {
  kind: "gnc-exact/random-noise",
  datasets: [],
  sizes: [
    { workers: 32, coordinates: 640, conditionNumber: 2.32 },
    { workers: 32, coordinates: 2304, conditionNumber: 1.52 },
    { workers: 32, coordinates: 9216, conditionNumber: 1.24 },
    { workers: 32, coordinates: 50_176, conditionNumber: 1.094 },
    { workers: 256, coordinates: 2304, conditionNumber: 3.9 },
    { workers: 256, coordinates: 9216, conditionNumber: 1.93 },
    { workers: 256, coordinates: 36_864, conditionNumber: 1.384 },
  ],
};

/** Settings of cell "table-2". */
export const TABLES: TablesSettings = {
  kind: "gnc-exact/tables",
  datasets: [],
  tables: [
    "gradient_noise_convolution_table_2",
    "gradient_noise_convolution_table_6",
  ],
  overhead: PAPER_STEP,
};

/** What the exact claims are checked on; see the module's description. */
export const exactStudy: Study<Cell> = {
  id: "gnc-exact",
  paper: "gradient_noise_convolution",
  title: "The noise of gradient noise convolution, exactly",
  cells: () => [
    ...POINTS,
    { id: "without-noise", settings: WITHOUT_NOISE },
    { id: "iterations", settings: ITERATIONS },
    { id: "polynomials", settings: POLYNOMIALS },
    { id: "rescaled", settings: RESCALED },
    { id: "random-noise", settings: RANDOM_NOISE },
    SUBSETS,
    { id: "table-2", settings: TABLES },
  ],
  seeds: () => [0],
};

/** Names the metrics of one size of cell "random-noise". */
export function randomNoiseCell(
  { workers, coordinates }: RandomNoiseSettings["sizes"][number],
): string {
  return `workers_${workers}_coordinates_${coordinates}`;
}
