/**
 * What the claims on trainings share, and read of their results.
 *
 * @module
 */
import { rootKey, split } from "../../core/key.ts";
import {
  concluding,
  found,
  higherAccuracy,
  mapSeeds,
  presupposed,
} from "../findings.ts";
import {
  atMost,
  bootstrap,
  type BySeed,
  type Comparison,
  provided,
  unanimous,
} from "../predicates.ts";
import type { Claim, Finding, Judgement, Results } from "../suite.ts";
import { cellId, type ChosenBy, type Condition } from "./conditions.ts";
import { optimumAt, smithStudy } from "./study.ts";
import { smithMargins } from "./trainings.ts";

/** What the claims on trainings share, but for their cells. */
export const TRAINING_CLAIM = {
  exact: false,
  study: smithStudy,
  metrics: ["test_accuracy", "training_loss"],
  margins: smithMargins,
  // Numbers of cells are those of Table 1; of its figures none is.
  paperFigures: () => [],
} satisfies Partial<Claim>;

/** Test accuracy of a condition at its chosen ε, in percent, by seed. */
export function accuracyOf(results: Results, condition: Condition): BySeed {
  return results.metric(cellId(condition), "test_accuracy");
}

/** GT of the test accuracy of one condition over that of another. */
export function moreAccurate(
  results: Results,
  [x, y]: readonly [Condition, Condition],
  options: { informative?: boolean } = {},
): Finding {
  return higherAccuracy(results, [cellId(x), cellId(y)], options);
}

/** Training losses, without and with what L2 adds. */
export const LOSSES = ["training_loss", "penalised_training_loss"] as const;

/** The loss of guessing one of ten classes, which a diverged run counts as. */
export const CHANCE = Math.log(10);

/** Natural logarithm of a training loss of a cell in nats, by seed. */
export function logLossOf(
  results: Results,
  { cell, metric }: { cell: string; metric: typeof LOSSES[number] },
): BySeed {
  return mapSeeds(
    results.metric(cell, metric),
    (loss) => Math.log(Number.isNaN(loss) ? CHANCE : loss),
  );
}

/** A predicate on losses without L2 and with it; both must say the same. */
export function onBothLosses(
  results: Results,
  { statement, cells: [x, y], decide }: {
    /** Of the two, e.g. "x > y". */
    statement: string;
    cells: readonly [string, string];
    decide: (x: BySeed, y: BySeed) => Comparison;
  },
): Judgement {
  const findings = LOSSES.map((metric, i) =>
    found(
      `log training loss ${i === 0 ? "without" : "with"} L2: ${statement}`,
      decide(
        logLossOf(results, { cell: x, metric }),
        logLossOf(results, { cell: y, metric }),
      ),
    )
  );
  return { outcome: unanimous(findings.map((one) => one.outcome)), findings };
}

/**
 * Whether the grids were wide enough: no optimum at an edge. Where one is, a
 * claim is inconclusive. Error bars that touch an edge are only reported where
 * the claim is not about learning rates.
 */
export function insideGrids(
  results: Results,
  conditions: readonly Condition[],
  { chosenBy = "test_accuracy", bars = false }: {
    chosenBy?: ChosenBy;
    bars?: boolean;
  } = {},
): Judgement {
  const optima = conditions.map((condition) =>
    optimumAt(results, { condition, chosenBy })
  );
  const where = `${
    chosenBy === "training_loss" ? " by loss" : ""
  } at the edge of their grids`;
  return concluding([
    presupposed(
      `best learning rates${where}`,
      atMost(optima.filter(({ atEdge }) => atEdge).length, 0),
    ),
    presupposed(
      `error bars of learning rates${where}`,
      atMost(optima.filter(({ barAtEdge }) => barAtEdge).length, 0),
      { informative: !bars },
    ),
  ]);
}

/** `outcome`, where every grid was wide enough for it. */
export function tuned(
  grids: Judgement,
  { outcome, findings }: Judgement,
): Judgement {
  return {
    outcome: provided(grids.outcome, outcome),
    findings: [...findings, ...grids.findings],
  };
}

/** The names of conditions, each once. */
export function cellsOf(conditions: readonly Condition[]): string[] {
  return [...new Set(conditions.map((condition) => cellId(condition)))];
}

/** A predicate over resampled seeds as a finding. */
export function resampled(
  statement: string,
  { seeds, test }: {
    seeds: readonly number[];
    test: (sample: readonly number[]) => { holds: boolean; fails: boolean };
  },
): Finding {
  const key = split(rootKey(0), "bootstrap");
  return found(statement, bootstrap(seeds, { test, key }));
}
