import { concluding } from "../findings.ts";
import type { Claim } from "../suite.ts";
import {
  cellsOf,
  insideGrids,
  moreAccurate,
  TRAINING_CLAIM,
  tuned,
} from "./arms.ts";
import { cellId, ghostBatchesAt } from "./conditions.ts";
import { metricOf } from "./figures.ts";
import { tableOneOf } from "./paper_figures.ts";
import { manySeedsStudy } from "./study.ts";

/** Sections 3.2 and 6: ghost batches that are too large do harm. */
export const ghostBatch: Claim = {
  id: "smith-ghost-batch",
  title: "Small ghost batches test better than whole ones",
  statement:
    "After the same number of updates at its best learning rate, a moderate batch reaches a higher test accuracy if batch normalisation is done in small ghost batches than over the whole batch.",
  source:
    "The generalization benefit of noise, sections 3.2 and 6, after earlier work (exploratory)",
  contradictedBy:
    "a lower accuracy with small ghost batches (paired by seed, one-sided 95 % t interval)",
  ...TRAINING_CLAIM,
  study: manySeedsStudy,
  cells: (tier) => cellsOf(ghostBatchesAt(tier)),
  paperFigures: tableOneOf(ghostBatchesAt),
  judge: (results) => {
    const pair = ghostBatchesAt(results.tier);
    return tuned(
      insideGrids(results, pair),
      concluding([moreAccurate(results, pair)]),
    );
  },
  figures: metricOf("test_accuracy", {
    cells: (tier) => {
      const [ghosts, whole] = ghostBatchesAt(tier);
      return { "small ghosts": cellId(ghosts), "whole batch": cellId(whole) };
    },
    x: "batch normalisation",
    caption: "If the claim holds, the accuracy of small ghosts is the higher.",
  }),
};
