import type { Claim } from "../suite.ts";
import {
  compared,
  inMostRows,
  tableClaim,
  TOO_FEW_UPDATES,
} from "./table_arms.ts";

/** What this claim says of a row. */
export const diagVsLbInRow = compared({
  ...{ better: "LB+Diag", worse: "LB", withGap: true },
});

/** Table 2, section 5.4: Diagonal-Fisher noise improves large batches. */
export const diagVsLb: Claim = {
  ...tableClaim({
    arms: ["SB", "LB", "LB+Diag"],
    caption: "If the claim holds, LB+Diag is above LB.",
    findings: [diagVsLbInRow],
    conclude: inMostRows,
  }),
  id: "fisher-diag-vs-lb",
  title: "Diagonal-Fisher noise improves large batches",
  statement:
    "At equal epochs, diagonal-Fisher noise raises the test accuracy of large batches; training does not take longer.",
  source: "Structured covariance noise, Table 2, section 5.4",
  contradictedBy:
    "a row with a gap between SB and LB in which LB is above LB+Diag, paired by seed (one-sided 95 % t interval)",
  examined: TOO_FEW_UPDATES,
};
