import {
  covarianceFactor,
  effectiveBatchSize,
} from "../../methods/noise_enhancement.ts";
import { concluding, found } from "../findings.ts";
import type { PlaneFigure } from "../figure.ts";
import { atLeast } from "../predicates.ts";
import { firstSeeds } from "../seeds.ts";
import type { Cell, Claim, Finding, Results, Study, Tier } from "../suite.ts";
import type { GaussianitySettings } from "./gaussianity_run.ts";
import { gridOf, settingsOf } from "./study.ts";

const CELL = "projections";
const ALPHA = 3;
const DIRECTIONS = 32;
const DRAWS = 20_000;
/** Partly trained: from 2.3 nats to this training loss. */
const PARTLY = 0.5;
/** So many of the directions in which plain SGD's noise is not Gaussian. */
const MOST = 0.9;

/**
 * B of noise enhancement. Plain SGD has B/13; where N is small, B is too, so
 * that the covariances are nearly equal (Eq. 11 is for N ≫ B).
 */
const BATCH_SIZES: Readonly<Record<Tier, number>> = {
  smoke: 26,
  desk: 130,
  paper: 5000,
};
const SEEDS: Readonly<Record<Tier, number>> = { smoke: 2, desk: 5, paper: 5 };

/**
 * F1, trained by plain SGD at the tier's large B until the training loss is
 * below 0.5, about a tenth of the way to L**; then a backward pass for each
 * training example, and twice 20,000 draws. At the paper tier the passes are
 * 60,000 products of 32 directions with 1.9 million parameters.
 */
const gaussianityStudy: Study<Cell> = {
  id: "ne-gaussianity",
  paper: "noise_enhancement",
  title: "Skewness and kurtosis of the noise of F1's gradient",
  cells: (tier) => [{ id: CELL, settings: settingsAt(tier) }],
  seeds: (tier) => firstSeeds(SEEDS[tier]),
};

function settingsAt(tier: Tier): GaussianitySettings {
  const training = {
    ...settingsOf(tier, gridOf(tier).plain.at(-1)!),
    stopBelow: PARTLY,
  };
  const batchSize = BATCH_SIZES[tier];
  return {
    ...{ kind: "noise-enhancement/gaussianity", training, batchSize },
    datasets: training.datasets,
    ...{ directions: DIRECTIONS, draws: DRAWS, alpha: ALPHA },
    plainBatchSize: Math.round(effectiveBatchSize(batchSize, ALPHA)),
  };
}

/** Sections 2 and 4: with as much noise, it is closer to Gaussian. */
export const gaussianity: Claim = {
  id: "ne-gaussianity",
  title: "The noise of noise enhancement is closer to Gaussian",
  statement:
    `At equal covariance the noise of noise enhancement (α = ${ALPHA}) is closer to Gaussian than that of plain SGD at B_eff = B/${
      covarianceFactor(ALPHA)
    }: skewness and excess kurtosis of gradient estimates of a partly trained F1 are smaller in at least 90 % of the random directions in which those of plain SGD are certain.`,
  source:
    "Noise enhancement, sections 2 and 4; the law for independent examples is checked by ne-exact",
  contradictedBy:
    "a smaller skewness or excess kurtosis in fewer than 90 % of those directions",
  exact: false,
  study: gaussianityStudy,
  cells: () => [CELL],
  metrics: [
    ...["skewed_directions", "less_skewed_directions"],
    ...["heavy_directions", "less_heavy_directions", "covariance_ratio"],
  ],
  margins: () => ({ covariance_ratio: { relative: 0.1 } }),
  judge: (results) =>
    concluding([
      shareFinding(results, { of: "skewed", what: "skewness" }),
      shareFinding(results, { of: "heavy", what: "excess kurtosis" }),
    ]),
  paperFigures: () => [],
  figures: () => [({ series }): PlaneFigure => ({
    kind: "plane",
    title: "Skewness and excess kurtosis of the noise in random directions",
    caption:
      `A point is a direction: plain SGD at B_eff across, noise enhancement upwards. If the claim holds, they lie near the horizontal line through zero.`,
    x: { label: "plain SGD at B_eff" },
    y: { label: `noise enhancement, α = ${ALPHA}` },
    clouds: (["skewness", "kurtosis"] as const).map((what) => ({
      series: what === "kurtosis" ? "excess kurtosis" : what,
      x: series(CELL, `plain_${what}`),
      y: series(CELL, `enhanced_${what}`),
    })),
  })],
};

/** Over the directions of all seeds. */
function shareFinding(
  { metric }: Results,
  { of, what }: { of: "skewed" | "heavy"; what: string },
): Finding {
  const total = (name: string) =>
    [...metric(CELL, name).values()].reduce((sum, count) => sum + count, 0);
  const [all, less] = [
    total(`${of}_directions`),
    total(`less_${of}_directions`),
  ];
  const evidence = atLeast(less / all, MOST);
  return found(
    `share of the ${all} directions in which plain SGD's ${what} exceeds 3 standard errors where noise enhancement has less`,
    evidence,
  );
}
