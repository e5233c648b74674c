import type { Claim } from "../suite.ts";
import { compared, tableClaim, TOO_FEW_UPDATES } from "./table_arms.ts";

/** What this claim says of a row. */
export const traceVsLbInRow = compared({
  ...{ better: "LB+Trace", worse: "LB", withGap: true },
});

/** Table 2, section 5.4: Isotropic noise of the same variance improves large batches. */
export const traceVsLb: Claim = {
  ...tableClaim({
    arms: ["SB", "LB", "LB+Trace"],
    caption: "If the claim holds, LB+Trace is above LB.",
    findings: [traceVsLbInRow],
  }),
  id: "fisher-trace-vs-lb",
  title: "Isotropic noise of the same variance improves large batches",
  statement:
    "At equal epochs, isotropic noise with the variance of diagonal-Fisher noise raises the test accuracy of large batches.",
  source: "Structured covariance noise, Table 2, section 5.4",
  contradictedBy:
    "a row with a gap between SB and LB in which LB is above LB+Trace, paired by seed (one-sided 95 % t interval)",
  examined: TOO_FEW_UPDATES,
};
