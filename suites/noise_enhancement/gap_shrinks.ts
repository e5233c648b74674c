import type { CurveFigure, FigureOf } from "../figure.ts";
import { concluding, exceeds, minus } from "../findings.ts";
import type { Claim, Results, Tier } from "../suite.ts";
import { accuracyOf, onTrainings } from "./arms.ts";
import { type Condition, manySeedsStudy } from "./study.ts";

/** A gap between a small and a large batch size, at a smaller and a larger α. */
interface Gaps {
  readonly network: Condition["network"];
  readonly small: number;
  readonly large: number;
  readonly alphas: readonly [number, number];
  /** The claim is on C1; F1 plays it where there is no C1. */
  readonly informative?: true;
}

const GAPS: Readonly<Record<Tier, readonly Gaps[]>> = {
  smoke: [{ network: "F1", small: 50, large: 250, alphas: [1, 3] }],
  desk: [
    { network: "F1", small: 40, large: 500, alphas: [1, 1.5] },
    { network: "F1", small: 40, large: 500, alphas: [1.5, 2] },
  ],
  paper: [
    {
      ...{ network: "F1", small: 100, large: 5000, alphas: [1, 1.5] },
      informative: true,
    },
    { network: "C1", small: 100, large: 5000, alphas: [1, 1.5] },
    { network: "C1", small: 100, large: 5000, alphas: [1.5, 2.5] },
  ],
};

/** The small and the large batch size at each α of a gap. */
function conditionsOf({ network, small, large, alphas }: Gaps): Condition[][] {
  return alphas.map((alpha) =>
    [small, large].map((batchSize) => ({ network, alpha, batchSize }))
  );
}

/** Figure 1: the gap between small and large batches shrinks as α grows. */
export const gapShrinks: Claim = {
  id: "ne-gap-shrinks",
  title: "The gap between small and large batches shrinks as α grows",
  statement:
    "The test accuracy at a small batch size exceeds that at the largest one by less, the larger α is.",
  source: "Noise enhancement, Figure 1, section 3.1",
  contradictedBy:
    "a gap that grows from one α to the next, paired by seed (one-sided 95 % t interval)",
  ...onTrainings((tier) => GAPS[tier].flatMap(conditionsOf).flat(), {
    table: 2,
  }),
  study: manySeedsStudy,
  metrics: ["test_accuracy"],
  judge: (results) => {
    const findings = GAPS[results.tier].map((gaps) => {
      const { network, small, large, alphas, informative = false } = gaps;
      const [before, after] = conditionsOf(gaps).map((conditions) =>
        gapOf(results, conditions as [Condition, Condition])
      ) as [ReturnType<typeof gapOf>, ReturnType<typeof gapOf>];
      return exceeds(
        `${network}: accuracy at B=${small} less that at B=${large}`,
        {
          ...{ x: before, y: after },
          names: [`α=${alphas[0]}`, `α=${alphas[1]}`],
          informative,
        },
      );
    });
    return concluding(findings);
  },
  figures: () => [gapFigure],
};

/** The gap against α, joined seed by seed. */
const gapFigure: FigureOf = (results): CurveFigure => ({
  kind: "curve",
  title: "Accuracy at the small batch size less that at the large one",
  caption: "If the claim holds, the lines fall (the paper's Figure 1, left).",
  x: { label: "noise enhancement α" },
  y: { label: "gap in test accuracy", unit: "points" },
  paired: true,
  points: [
    ...new Map(
      GAPS[results.tier].flatMap((gaps) =>
        conditionsOf(gaps).map((conditions, index) => {
          const x = gaps.alphas[index]!;
          const series = `${gaps.network}, B = ${gaps.small} and ${gaps.large}`;
          const y = gapOf(results, conditions as [Condition, Condition]);
          // Neighbouring gaps share an α.
          return [`${series}, ${x}`, { x, y, series }] as const;
        })
      ),
    ).values(),
  ],
});

function gapOf(results: Results, [small, large]: [Condition, Condition]) {
  return minus(accuracyOf(results, small), accuracyOf(results, large));
}
