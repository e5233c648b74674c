import { concluding, found } from "../findings.ts";
import { notInferior } from "../predicates.ts";
import type { Claim } from "../suite.ts";
import { extendedRow } from "./rows.ts";
import { cellId, fisherMargins, LONGER, table2Study } from "./study.ts";
import { accuracyFigure, accuracyOf, tablePaperFigures } from "./table_arms.ts";

/** Percentage points; the paper finds 0.2. */
const MARGIN = 0.5;
const ARMS = ["SB", "LB+Full, longer"] as const;

/** Table 2, caption: full noise, trained for longer, generalises as SB does. */
export const fullGeneralisation: Claim = {
  id: "fisher-full-generalisation",
  title: "Full-Fisher noise generalises as small batches do",
  statement:
    `Large batches with full-Fisher noise, trained for ${LONGER} times as many epochs, end with about the test accuracy of small ones.`,
  source:
    "Structured covariance noise, Table 2, caption, and section 5.4; that it is longer training is our reading",
  contradictedBy:
    "test accuracy of LB+Full more than 0.5 points below SB's, paired by seed (one-sided 95 % t interval)",
  examined:
    "The scale, as for fisher-diag-vs-lb: four times the epochs are 1,406 updates, a quarter of SB's 5,625, at the same tuned rate of 0.01 and with as much noise an update; the training loss ends at 0.29 where SB's ends at 0.05. Larger rates end no better in the tuning runs (85.3 % at 0.03, 81.5 at 0.1, 10.7 at 0.3). The caption names an accuracy, and neither epochs nor a rate.",
  exact: false,
  study: table2Study,
  cells: (tier) => ARMS.map((arm) => cellId(extendedRow(tier), arm)),
  metrics: ["test_accuracy", "training_loss"],
  margins: fisherMargins,
  judge: (results) => {
    const row = extendedRow(results.tier);
    return concluding([
      found(
        `${row.id}, test accuracy: LB+Full not below SB by ${MARGIN} points`,
        notInferior(
          accuracyOf(results, { row, arm: "LB+Full, longer" }),
          accuracyOf(results, { row, arm: "SB" }),
          { margin: MARGIN },
        ),
      ),
    ]);
  },
  paperFigures: (tier, table) => [
    ...tablePaperFigures([extendedRow(tier)], {
      ...{ table: table("fisher_noise_table_2"), arms: ["SB"] },
    }),
    ...tablePaperFigures([extendedRow(tier)], {
      table: table("fisher_noise_table_2_caption"),
      arms: ["LB+Full, longer"],
    }),
  ],
  figures: (tier) => [
    accuracyFigure(extendedRow(tier), {
      arms: ARMS,
      caption: "If the claim holds, LB+Full is about as high as SB.",
      printed: {
        source: "Table 2 and its caption",
        tables: ["fisher_noise_table_2", "fisher_noise_table_2_caption"],
      },
    }),
  ],
};
