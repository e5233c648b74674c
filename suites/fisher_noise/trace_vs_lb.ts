import { concluding } from "../findings.ts";
import type { Claim } from "../suite.ts";
import type { Arm } from "./study.ts";
import {
  atEdges,
  compareInRows,
  tableClaim,
  TOO_FEW_UPDATES,
} from "./table_arms.ts";

const ARMS: readonly Arm[] = ["SB", "LB", "LB+Trace"];

/** Table 2, section 5.4: Isotropic noise of the same variance improves large batches. */
export const traceVsLb: Claim = {
  ...tableClaim({
    arms: ARMS,
    caption: "If the claim holds, LB+Trace is above LB.",
  }),
  id: "fisher-trace-vs-lb",
  title: "Isotropic noise of the same variance improves large batches",
  statement:
    "At equal epochs, isotropic noise with the variance of diagonal-Fisher noise raises the test accuracy of large batches.",
  source: "Structured covariance noise, Table 2, section 5.4",
  contradictedBy:
    "a row with a gap between SB and LB in which LB is above LB+Trace, paired by seed (one-sided 95 % t interval)",
  examined: TOO_FEW_UPDATES,
  judge: (results) =>
    concluding(
      [
        ...compareInRows(results, {
          better: "LB+Trace",
          worse: "LB",
          withGap: true,
        }),
        ...atEdges(results, ARMS),
      ],
    ),
};
