import { concluding, found } from "../findings.ts";
import { notInferior } from "../predicates.ts";
import type { Claim } from "../suite.ts";
import {
  accuracyOf,
  cellsOf,
  insideGrids,
  moreAccurate,
  TRAINING_CLAIM,
  tuned,
} from "./arms.ts";
import { cellId, sweepAt, SWEEPS } from "./conditions.ts";
import { metricAgainst } from "./figures.ts";
import { statedOf } from "./paper_figures.ts";

/** In points of accuracy. */
const MARGIN = 0.2;

/** Figures 2a and 3a: more epochs help only so far. */
export const epochSaturation: Claim = {
  id: "smith-epoch-saturation",
  title: "With more epochs, accuracy rises and then saturates",
  statement:
    "At a small batch with momentum and its best learning rate, test accuracy rises with the number of epochs and then no further.",
  source: "The generalization benefit of noise, Figures 2a and 3a, section 7",
  contradictedBy:
    "an accuracy at the third budget below that at the first, or one at the largest that is higher than at the start of the plateau by more than 0.2 points (paired by seed, one-sided 95 % t intervals)",
  examined:
    "At desk accuracy does not stay where it saturates: from 16 to 256 epochs it falls by 0.42 points (one-sided 95 % bounds 0.23 and 0.61). The claim allows that, for the paper's falls too where it trains without normalisation.",
  ...TRAINING_CLAIM,
  cells: (tier) => cellsOf(sweepAt(tier)),
  judge: (results) => {
    const conditions = sweepAt(results.tier);
    const [first, , third] = conditions;
    const { epochs, plateau } = SWEEPS[results.tier];
    const start = conditions[epochs.indexOf(plateau)]!;
    const largest = conditions.at(-1)!;
    return tuned(
      insideGrids(results, conditions),
      concluding([
        moreAccurate(results, [third!, first!]),
        found(
          `test accuracy: ${cellId(start)} not inferior to ${cellId(largest)}`,
          notInferior(
            accuracyOf(results, start),
            accuracyOf(results, largest),
            { margin: MARGIN },
          ),
        ),
      ]),
    );
  },
  paperStates: (tables) =>
    statedOf(tables, ["accuracy_saturates_beyond", "accuracy_falls_beyond"]),
  figures: metricAgainst("test_accuracy", {
    conditions: (tier) => ({ "m = 0.9": sweepAt(tier) }),
    x: "epochs",
    caption:
      "If the claim holds, the line rises and then no further (Figure 2a).",
  }),
};
