import type { Claim } from "../suite.ts";
import { compared, tableClaim } from "./table_arms.ts";

/** What this claim says of a row. */
export const lbGapInRow = compared({ better: "SB", worse: "LB" });

/** Table 2: Large batches lose to small ones at equal epochs. */
export const lbGap: Claim = {
  ...tableClaim({
    arms: ["SB", "LB"],
    caption: "If the claim holds, SB is above LB.",
    findings: [lbGapInRow],
  }),
  id: "fisher-lb-gap",
  title: "Large batches lose to small ones at equal epochs",
  statement:
    "Trained for as many epochs, each with its own learning rate, large batches end with a lower test accuracy than small ones.",
  source: "Structured covariance noise, Table 2",
  contradictedBy:
    "a row in which LB is above SB, paired by seed (one-sided 95 % t interval)",
};
