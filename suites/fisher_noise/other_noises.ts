import { found } from "../findings.ts";
import { greaterThan } from "../predicates.ts";
import type { Claim, Finding } from "../suite.ts";
import { areaOf, orderingClaim } from "./ordering_arms.ts";

const OTHERS = ["LB+Multiplicative", "LB+K-FAC"] as const;

/** A.8: noise of two other kinds; recorded, with nothing to be judged by. */
export const otherNoises: Claim = {
  ...orderingClaim({
    regimes: ["LB", "LB+Full", "LB+Diag", ...OTHERS],
    caption:
      "Multiplicative noise with this variance is full-Fisher noise by another name, so that their lines lie on each other; K-FAC noise has the covariance of the blocks.",
  }),
  id: "fisher-other-noises",
  title: "Multiplicative and K-FAC noise, for the record",
  statement:
    "Multiplicative Gaussian noise and block-diagonal K-FAC noise at the same scale, beside the paper's own; its numbers are not available, so nothing is concluded.",
  source: "Structured covariance noise, appendix A.8",
  contradictedBy: "nothing: it is a record",
  judge: (results) => {
    const findings = OTHERS.map((regime): Finding => {
      const evidence = greaterThan(
        areaOf(results, regime),
        areaOf(results, "LB+Diag"),
      );
      return found(
        `area under the training loss: ${regime} > LB+Diag`,
        evidence,
        { informative: true },
      );
    });
    return { outcome: "inconclusive", findings };
  },
};
