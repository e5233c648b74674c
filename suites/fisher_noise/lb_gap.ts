import { concluding } from "../findings.ts";
import type { Claim } from "../suite.ts";
import type { Arm } from "./study.ts";
import { atEdges, compareInRows, tableClaim } from "./table_arms.ts";

const ARMS: readonly Arm[] = ["SB", "LB"];

/** Table 2: Large batches lose to small ones at equal epochs. */
export const lbGap: Claim = {
  ...tableClaim({
    arms: ARMS,
    caption: "If the claim holds, SB is above LB.",
  }),
  id: "fisher-lb-gap",
  title: "Large batches lose to small ones at equal epochs",
  statement:
    "Trained for as many epochs, each with its own learning rate, large batches end with a lower test accuracy than small ones.",
  source: "Structured covariance noise, Table 2",
  contradictedBy:
    "a row in which LB is above SB, paired by seed (one-sided 95 % t interval)",
  judge: (results) =>
    concluding([
      ...compareInRows(results, { better: "SB", worse: "LB" }),
      ...atEdges(results, ARMS),
    ]),
};
