import { concluding, found, presupposed } from "../findings.ts";
import { atLeast, atMost, type SaturatingLine } from "../predicates.ts";
import type { Claim } from "../suite.ts";
import { insideGrids, tuned } from "./arms.ts";
import { epochBudgetAccuracy } from "./epoch_budget_accuracy.ts";
import { bestRateAgainst } from "./figures.ts";
import {
  type Bar,
  fitOf,
  isIn,
  mostPassed,
  passed,
  slopesBetween,
  valueAt,
} from "./scaling_fit.ts";
import { epochBudgetAt } from "./conditions.ts";
import { barsOf } from "./transition.ts";

/** Slopes that are called linear. */
const [LOWEST, HIGHEST] = [0.75, 1.25] as const;
const SLOPES = Array.from({ length: 51 }, (_, i) => LOWEST + i / 100);
const isLinear = (slope: number) => slope >= LOWEST && slope <= HIGHEST;
/** Share of the error bars that a line must pass. */
const MOST = 0.8;

/** That the rate grows with the batch at first, and stops growing. */
function cornerInside(bars: readonly Bar[], fit: SaturatingLine | undefined) {
  const corner = fit?.corner ?? NaN;
  return [
    presupposed(
      "corner of the fit in log₂ B, from the second batch on",
      atLeast(corner, bars[1]!.x),
    ),
    presupposed(
      "corner of the fit in log₂ B, before the last batch",
      atMost(corner, bars.at(-2)!.x),
    ),
  ];
}

/** Figure 1c: linear scaling up to a critical batch size. */
export const linearScaling: Claim = {
  ...epochBudgetAccuracy,
  id: "smith-linear-scaling",
  title: "The best learning rate grows linearly with the batch, then stops",
  statement:
    "Of SGD without momentum over a constant number of epochs, the best learning rate is proportional to the batch size up to some size, and constant above.",
  source: "The generalization benefit of noise, Figure 1c, section 5",
  contradictedBy:
    "no line min(a + s log₂ B, c) with s from 0.75 to 1.25 that passes 80 % of the error bars of log₂ ε*",
  judge: (results) => {
    const bars = barsOf(results);
    const conditions = epochBudgetAt(results.tier, 0);
    const feasible = found(
      "share of error bars that some line with a slope from 0.75 to 1.25 passes",
      atLeast(
        mostPassed(bars, [...SLOPES, ...slopesBetween(bars).filter(isLinear)]),
        MOST,
      ),
    );
    const fit = fitOf(bars);
    const slope = fit?.slope ?? NaN;
    const findings = [
      feasible,
      // A fit that misses says nothing as long as another line may pass.
      presupposed("slope of the fit", atLeast(slope, LOWEST)),
      presupposed("slope of the fit", atMost(slope, HIGHEST)),
      ...cornerInside(bars, fit),
      presupposed(
        "share of the error bars that the fit passes",
        atLeast(fit ? passed(bars, (x) => valueAt(fit, x)) : 0, MOST),
      ),
    ];
    return tuned(
      insideGrids(results, conditions, { bars: true }),
      concluding(findings),
    );
  },
  figures: bestRateAgainst({
    conditions: (tier) => ({ "m = 0": epochBudgetAt(tier, 0) }),
    caption:
      "If the claim holds, the line rises by an octave for each octave of the batch size, and is then level.",
  }),
};

/** Section 3.2: the transition is sharp; exploratory. */
export const sharpTransition: Claim = {
  ...linearScaling,
  id: "smith-sharp-transition",
  title: "The transition between the regimes is sharp",
  statement:
    "At every batch size that is a factor of two or more away from the corner of the fitted law, the law lies within the error bar of the best learning rate.",
  source: "The generalization benefit of noise, section 3.2 (exploratory)",
  contradictedBy:
    "a batch size at least one doubling from the corner whose error bar the fit misses",
  judge: (results) => {
    const bars = barsOf(results);
    const fit = fitOf(bars);
    const away = fit
      ? bars.filter(({ x }) => Math.abs(x - fit.corner) >= 1)
      : [];
    const missed = fit
      ? away.filter((bar) => !isIn(bar, valueAt(fit, bar.x))).length
      : NaN;
    const evidence = atMost(away.length === 0 ? NaN : missed, 0);
    return tuned(
      insideGrids(results, epochBudgetAt(results.tier, 0), { bars: true }),
      concluding([
        found("error bars that the fit misses, away from its corner", evidence),
        ...cornerInside(bars, fit),
      ]),
    );
  },
};
