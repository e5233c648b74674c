import { modelOf } from "../../models/model_of.ts";
import type { PartsFigure } from "../figure.ts";
import { concluding, found, mapSeeds, onTimes } from "../findings.ts";
import { atMost, type BySeed, greaterThan } from "../predicates.ts";
import type { StepTimesSettings } from "../step_times.ts";
import type { Cell, Claim, Finding, Results, Tier } from "../suite.ts";
import { overheadStudy } from "./overhead_study.ts";
import { stepMultiplyAdds } from "./step_multiply_adds.ts";

/** The paper's: 8 operations in place of 6. */
const MOST_WORK = 8 / 6;
/** Chosen here. */
const MOST_TIME = 1.5;

/** Median over the rounds of a run, by seed. */
function timeOf(results: Results, cell: string): BySeed {
  return results.metric(cell, "time_ratio");
}

/** The operations that the sizes of a cell's network demand. */
function workFinding({ id, settings }: Cell): Finding {
  const { timed, baseline, ...sizes } = settings as StepTimesSettings;
  const model = modelOf(sizes.model, sizes);
  const ratio = stepMultiplyAdds(model, timed) /
    stepMultiplyAdds(model, baseline);
  const evidence = atMost(ratio, MOST_WORK);
  return found(
    `${id}: operations of a step of LB+Diag over those of one of LB, each gradient of inputs counted, at most 8/6`,
    evidence,
  );
}

function timeFinding(results: Results, cell: string): Finding {
  const times = timeOf(results, cell);
  const evidence = greaterThan(mapSeeds(times, () => MOST_TIME), times);
  return found(
    `${cell}: ${MOST_TIME} > time of a step of LB+Diag over that of one of LB`,
    evidence,
  );
}

function cellsAt(tier: Tier): string[] {
  return overheadStudy.cells(tier).map(({ id }) => id);
}

/** Section 2.2.3: the diagonal costs about a forward pass. */
export const overhead: Claim = {
  id: "fisher-overhead",
  title: "Diagonal-Fisher noise costs about a forward pass",
  statement:
    "A step with diagonal-Fisher noise, from the whole batch, has at most 8/6 of the operations of one without noise, and takes at most 1.5 times as long.",
  source:
    "Structured covariance noise, section 2.2.3; the margin of time is ours",
  contradictedBy:
    "a network whose step takes more than 1.5 times as long (one-sided 95 % t interval over processes), or more operations",
  examined:
    "The implementation on a processor. Where each layer has the gradient of its inputs the products are exactly 4/3; the first layer needs none, so that of the MLP, most of whose work is there, 1.5 times as many are executed, and of LeNet 1.4 times, both in 1.7 times the time. LeNet's windows are copied first, those of each example for a small product of their own. `deno task bench:methods` finds 1.5 to 1.7 for F1, C1 and ResNet-32 where all examples are observed, and 1.1 to 1.2 where one in eight is, which leaves the noise unbiased.",
  exact: false,
  study: overheadStudy,
  cells: cellsAt,
  metrics: ["time_ratio", "step_time", "baseline_step_time"],
  margins: () => ({}),
  judge: (results) =>
    concluding(
      overheadStudy.cells(results.tier).flatMap((cell) => [
        workFinding(cell),
        onTimes(timeFinding(results, cell.id), results.tier),
      ]),
    ),
  paperFigures: () => [],
  figures: (tier) => [(results): PartsFigure => ({
    kind: "parts",
    title: "Time of a step with diagonal-Fisher noise over one without",
    caption:
      "If the claim holds, all are below 1.5; 8/6 is what a forward pass more would cost.",
    x: { label: "network" },
    y: { label: "time of LB+Diag over LB" },
    parts: cellsAt(tier).map((cell) => ({
      ...{ part: cell, y: timeOf(results, cell) },
    })),
  })],
};
