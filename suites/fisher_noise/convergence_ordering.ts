import { concluding, found } from "../findings.ts";
import { mean } from "../mean.ts";
import { atMost, greaterThan, type Outcome } from "../predicates.ts";
import type { Claim, Finding, Judgement, Results } from "../suite.ts";
import { areaOf, orderingClaim } from "./ordering_arms.ts";
import type { Regime } from "./regimes.ts";

const REGIMES = ["SB", "LB", "LB+Full", "LB+Diag"] as const;
/** Of the distance from LB to LB+Full; means over seeds. */
const NEAR = 0.25;

/** The predicates on the areas under the training loss per update. */
export function judgeOrdering(results: Results): Judgement {
  const meanArea = (regime: Regime) => mean(areaOf(results, regime).values());
  const distance = meanArea("LB+Full") - meanArea("LB");
  const faster = greaterThan(
    areaOf(results, "LB+Full"),
    areaOf(results, "LB+Diag"),
  );
  const near = (
    [a, b]: readonly [Regime, Regime],
    { other }: { other?: Regime } = {},
  ): Finding => {
    const from = (regime: Regime) => Math.abs(meanArea(a) - meanArea(regime));
    const apart = from(b) / distance;
    const evidence = atMost(distance > 0 ? apart : Infinity, NEAR);
    return {
      statement:
        `area under the training loss: ${a} from ${b}, as a share of LB+Full's distance from LB`,
      outcome: nearOutcome(apart, {
        distance,
        nearerTheOther: other !== undefined && from(other) < from(b),
      }),
      evidence,
    };
  };
  const findings: Finding[] = [
    found("area under the training loss: LB+Full > LB+Diag", faster),
    near(["LB+Diag", "LB"], { other: "LB+Full" }),
    near(["SB", "LB+Full"]),
  ];
  return concluding(findings);
}

function nearOutcome(
  apart: number,
  { distance, nearerTheOther }: { distance: number; nearerTheOther: boolean },
): Outcome {
  if (distance <= 0) return "contradicted";
  if (apart < NEAR) return "reproduced";
  return nearerTheOther ? "contradicted" : "inconclusive";
}

/** Figure 3: what converges as fast as what. */
export const convergenceOrdering: Claim = {
  ...orderingClaim({
    regimes: REGIMES,
    caption:
      "If the claim holds, LB+Diag falls with LB, and both below LB+Full and SB, which fall together (the paper's Figure 3).",
  }),
  id: "fisher-convergence-ordering",
  title: "Diagonal-Fisher noise converges as fast as large batches do",
  statement:
    "At one learning rate, training per update is about as fast with diagonal-Fisher noise as without noise, and both are faster than with full-Fisher noise, which is about as slow as small batches.",
  source: "Structured covariance noise, Figure 3",
  contradictedBy:
    "an area under the training loss of LB+Full that is not above LB's, or of LB+Diag nearer to LB+Full's than to LB's, means over seeds; or one of LB+Diag above LB+Full's (one-sided 95 % t interval)",
  judge: judgeOrdering,
};
