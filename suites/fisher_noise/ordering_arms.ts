/**
 * What the claims on training loss per update share.
 *
 * @module
 */
import type { FigureOf, TrainingFigure } from "../figure.ts";
import { placesAlong } from "../places_along.ts";
import type { BySeed } from "../predicates.ts";
import type { ClaimBasis, Results } from "../suite.ts";
import {
  orderingMargins,
  orderingSize,
  orderingStudy,
} from "./ordering_study.ts";
import type { Regime } from "./regimes.ts";

/** Training loss at 0, n, 2n, … updates, up to those that are compared. */
function lossesOf(
  results: Results,
  regime: Regime,
): ReadonlyMap<number, readonly number[]> {
  const { updates, every } = orderingSize(results.tier);
  const points = updates / every + 1;
  return new Map(
    [...results.series(regime, "subset_loss")].map(([seed, losses]) => [
      seed,
      losses.slice(0, points),
    ]),
  );
}

/** The area under the training loss per update, in nats times updates. */
export function areaOf(results: Results, regime: Regime): BySeed {
  const { every } = orderingSize(results.tier);
  return new Map(
    [...lossesOf(results, regime)].map(([seed, losses]) => [
      seed,
      every * trapezoids(losses),
    ]),
  );
}

function trapezoids(values: readonly number[]): number {
  const ends = (values[0]! + values.at(-1)!) / 2;
  return values.reduce((sum, value) => sum + value, 0) - ends;
}

/** A claim on training loss per update, but for what it says. */
export function orderingClaim(
  { regimes, caption }: { regimes: readonly Regime[]; caption: string },
): ClaimBasis {
  const lossFigure: FigureOf = (results): TrainingFigure => {
    const { every } = orderingSize(results.tier);
    return {
      kind: "training",
      title: "Training loss per update",
      caption,
      x: { label: "updates" },
      y: { label: "training loss", unit: "nats", log: true },
      lines: regimes.map((regime) => {
        const y = lossesOf(results, regime);
        return { series: regime, x: placesAlong(y, { every }), y };
      }),
    };
  };
  return {
    exact: false,
    study: orderingStudy,
    cells: () => regimes,
    metrics: ["training_loss", "test_accuracy"],
    margins: orderingMargins,
    paperFigures: () => [],
    figures: () => [lossFigure],
  };
}
