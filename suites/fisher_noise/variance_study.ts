/**
 * Figure 2 of the structured-covariance paper: LB is trained for a while, as in
 * the ordering study, and the variance of every regime's gradient estimates is
 * taken over batches in the network that is then frozen.
 *
 * At the paper tier the network is trained for 50 epochs, 610 updates, which
 * the paper does not say, and 400 batches are drawn. The prediction is an
 * approximation there: examples of a ghost batch are not independent, and what
 * crops and flips add falls as 1/M whatever N, which with half of the variance
 * makes the ratio of LB to SB 4 % larger than predicted.
 *
 * At desk the network is trained for 80 updates, and 400 batches of each regime
 * are drawn; with 5 seeds a tensor's variance is then known to about 4 %. A run
 * takes about 18 s of one core. The smoke tier's 100 batches and 3 seeds do not
 * tell 15 % for sure.
 *
 * @module
 */
import type { Cell, Study, Tier } from "../suite.ts";
import { orderingSettings, orderingSize } from "./ordering_study.ts";
import { regimeOf } from "./regimes.ts";
import type { VarianceSettings } from "./variance_run.ts";

/** The regimes of Figure 2. */
export const VARIANCE_REGIMES = ["SB", "LB", "LB+Full", "LB+Diag"] as const;

/** The only cell. */
export const VARIANCE_CELL = "frozen LB";

const SIZES: Readonly<Record<Tier, { epochs: number; batches: number }>> = {
  smoke: { epochs: 3, batches: 100 },
  desk: { epochs: 10, batches: 400 },
  paper: { epochs: 50, batches: 400 },
};

/** Gradient noise in a frozen network; see the module's description. */
export const varianceStudy: Study<Cell> = {
  id: "fisher-variance",
  paper: "fisher_noise",
  title: "Variance of gradient estimates in a frozen network",
  cells: (tier) => [{ id: VARIANCE_CELL, settings: settingsOf(tier) }],
  seeds: (tier) => tier === "desk" ? [0, 1, 2, 3, 4] : [0, 1, 2],
};

function settingsOf(tier: Tier): VarianceSettings {
  const { epochs, batches } = SIZES[tier];
  const { measurements: _, ...training } = orderingSettings(tier, "LB");
  const size = orderingSize(tier);
  return {
    kind: "fisher-noise/variance",
    datasets: training.datasets,
    training: { ...training, maxEpochs: epochs },
    regimes: Object.fromEntries(
      VARIANCE_REGIMES.map((regime) => [regime, regimeOf(regime, size)]),
    ),
    batches,
  };
}
