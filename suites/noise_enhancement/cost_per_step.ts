import { concluding, exceeds, found, mapSeeds, onTimes } from "../findings.ts";
import { exactly, greaterThan } from "../predicates.ts";
import type { FigureOf, PartsFigure } from "../figure.ts";
import type { Claim, Finding, Results } from "../suite.ts";
import { accuracyOf } from "./arms.ts";
import { costStudy, equalWork, timedArms, timingCell } from "./cost_study.ts";
import { cellId, type Condition, neMargins } from "./study.ts";

/** A step takes at most so many times as long as one of plain SGD. */
const MOST_TIME = 2.2;

/** Section 2: no serious overhead, which is two gradients for one. */
export const costPerStep: Claim = {
  id: "ne-cost-per-step",
  title: "What a step of noise enhancement costs",
  statement:
    "A step of noise enhancement evaluates exactly twice the gradients of a step of plain SGD at the same batch size, and takes at most 2.2 times as long.",
  source: 'Noise enhancement, section 2 (no "serious" computational cost)',
  contradictedBy:
    "a count of gradients other than twice, or steps that take more than 2.2 times as long (one-sided 95 % t interval over runs)",
  examined:
    "Work is equal by the step: until they converged, the trainings at desk that are compared for information, noise enhancement at B = 100 and plain SGD at B = 200, evaluated 1.2 and 0.2 million gradients.",
  exact: false,
  study: costStudy,
  cells: (tier) => costStudy.cells(tier).map(({ id }) => id),
  metrics: [
    ...["gradient_work", "time_ratio", "time_ratio_spread", "step_time"],
    "test_accuracy",
  ],
  margins: (tier) => ({
    ...neMargins(tier),
    gradient_work: { absolute: 1e-6 },
  }),
  judge: (results) =>
    concluding([
      ...timedArms(results.tier).flatMap(({ enhanced, doubled, plain }) => [
        workFinding(results, { enhanced, plain }),
        onTimes(timeFinding(results, { timed: enhanced, plain }), results.tier),
        { ...timeFinding(results, { timed: doubled, plain }), ...ALSO },
      ]),
      equalWorkFinding(results),
    ]),
  paperFigures: () => [],
  figures: () => [timesFigure],
};

const ALSO = { informative: true } as const;

function workFinding(
  results: Results,
  { enhanced, plain }: { enhanced: Condition; plain: Condition },
): Finding {
  const values = [
    ...results.metric(timingCell(enhanced), "gradient_work").values(),
  ];
  const checks = values.map((value) =>
    exactly({ value, expected: 2, bound: 0 })
  );
  return {
    statement: `gradients of a step: ${cellId(enhanced)} / ${cellId(plain)}`,
    outcome: checks.every(({ holds }) => holds) ? "reproduced" : "contradicted",
    evidence: checks.find(({ holds }) => !holds) ?? checks[0]!,
  };
}

function timeFinding(
  results: Results,
  { timed, plain }: { timed: Condition; plain: Condition },
): Finding {
  const ratio = results.metric(timingCell(timed), "time_ratio");
  const evidence = greaterThan(
    mapSeeds(ratio, () => MOST_TIME),
    ratio,
  );
  return found(
    `time of a step: ${MOST_TIME} > ${cellId(timed)} / ${cellId(plain)}`,
    evidence,
  );
}

/** Whether the second gradient is better spent on noise or on the batch. */
function equalWorkFinding(results: Results): Finding {
  const { enhanced, doubled } = equalWork(results.tier);
  return exceeds("test accuracy at equal work", {
    x: accuracyOf(results, enhanced),
    y: accuracyOf(results, doubled),
    names: [cellId(enhanced), cellId(doubled)],
    ...ALSO,
  });
}

/** How much longer a step takes; the paper has no such figure. */
const timesFigure: FigureOf = ({ metric, tier }): PartsFigure => ({
  kind: "parts",
  title: "Time of a step, of plain SGD's at the same B",
  caption:
    "Noise enhancement and plain SGD at twice the batch size evaluate as many gradients; if the claim holds, the first stays below 2.2.",
  x: { label: "step" },
  y: { label: "time, of plain SGD's" },
  bars: true,
  parts: timedArms(tier).flatMap(({ enhanced, doubled }) =>
    [enhanced, doubled].map((condition) => ({
      part: cellId(condition),
      y: metric(timingCell(condition), "time_ratio"),
    }))
  ),
});
