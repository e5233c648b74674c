import { concluding, found } from "../findings.ts";
import { withinFraction } from "../predicates.ts";
import type { Claim } from "../suite.ts";
import { areaOf, orderingClaim } from "./ordering_arms.ts";

/** Of the area with the empirical Fisher matrix. */
const MARGIN = 0.1;

/** Section 4.2: which Fisher matrix makes the noise hardly matters. */
export const trueVsEmpirical: Claim = {
  ...orderingClaim({
    regimes: ["LB+Full", "LB+True"],
    caption: "If the claim holds, the lines lie on each other.",
  }),
  id: "fisher-true-vs-empirical",
  title: "True and empirical Fisher noise train alike",
  statement:
    "Full noise trains nearly identically with the empirical Fisher matrix, of observed labels, and the true one, of labels drawn from the model.",
  source: "Structured covariance noise, section 4.2",
  contradictedBy:
    "areas under the training loss per update that differ by more than 10 % (two one-sided 95 % t intervals)",
  judge: (results) => {
    const empirical = areaOf(results, "LB+Full");
    const both = withinFraction(areaOf(results, "LB+True"), empirical, {
      ...{ fraction: MARGIN, scale: empirical },
    });
    const findings = both.map((
      evidence,
      i,
    ) => (found(
      `area under the training loss: LB+True less than ${100 * MARGIN} % ${
        i === 0 ? "above" : "below"
      } LB+Full`,
      evidence,
    )));
    return concluding(findings);
  },
};
