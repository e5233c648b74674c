import { concluding, presupposed } from "../findings.ts";
import { atLeast } from "../predicates.ts";
import type { Claim, Results } from "../suite.ts";
import {
  CHANCE,
  insideGrids,
  resampled,
  TRAINING_CLAIM,
  tuned,
} from "./arms.ts";
import {
  cellId,
  type ChosenBy,
  type Condition,
  sweepAt,
  SWEEPS,
} from "./conditions.ts";
import { bestRateAgainst } from "./figures.ts";
import { statedOf } from "./paper_figures.ts";
import { optimaAt, optimumAt } from "./study.ts";
import { tuningSeeds } from "./trainings.ts";

/**
 * The budgets that are long enough to fit (section 3.4): the smallest training
 * loss is at most half of that of guessing.
 */
function fittingAt(results: Results): Condition[] {
  return sweepAt(results.tier).filter((condition) =>
    optimumAt(results, { condition, chosenBy: "training_loss" }).mean <=
      CHANCE / 2
  );
}

/** Octaves by which the best learning rate falls between two conditions. */
function decayOf(
  results: Results,
  { from, to, chosenBy }: {
    from: Condition;
    to: Condition;
    chosenBy: ChosenBy;
  },
): (seeds: readonly number[]) => number {
  const [before, after] = [from, to].map((condition) =>
    optimaAt(results, { condition, chosenBy })
  );
  return (seeds) =>
    Math.log2(before!(seeds).learningRate / after!(seeds).learningRate);
}

/** Figure 2, c and d: accuracy has an optimal temperature, loss has none. */
export const optimalTemperature: Claim = {
  id: "smith-optimal-temperature",
  title: "The best learning rate for accuracy stays, that for loss falls",
  statement:
    "From the smallest number of epochs to the largest, the learning rate with the best test accuracy falls by an octave at most, and that with the smallest training loss falls by at least a step of the grid more.",
  source: "The generalization benefit of noise, Figure 2c, section 7",
  contradictedBy:
    "a learning rate best for accuracy that falls as much as that for loss or more, from the smallest budget to the largest, in 95 % of 2,000 resamples of the seeds that tune; budgets too short to fit (smallest loss above half of that of guessing) are left out",
  examined:
    "At desk the best rate for accuracy does not stay but rises, from 2^-2 to 2^-1, which counts for the claim as not falling; that for loss falls from 2^-1 to 2^-3.",
  ...TRAINING_CLAIM,
  cells: (tier) =>
    sweepAt(tier).flatMap((condition) => [
      cellId(condition),
      cellId(condition, "training_loss"),
    ]),
  judge: (results) => {
    const { tier } = results;
    const budgets = fittingAt(results);
    // Without two of them there is nothing to compare.
    const enough = presupposed(
      "budgets that are long enough to fit",
      atLeast(budgets.length, 2),
    );
    if (budgets.length < 2) return concluding([enough]);
    const [from, to] = [budgets[0]!, budgets.at(-1)!];
    const [accuracy, loss] = (["test_accuracy", "training_loss"] as const)
      .map((chosenBy) => decayOf(results, { from, to, chosenBy }));
    const step = SWEEPS[tier].rates[1]! - SWEEPS[tier].rates[0]!;
    const seeds = tuningSeeds(tier);
    const interval = `${cellId(from)} to ${cellId(to)}`;
    const findings = [
      enough,
      resampled(
        `the best ε for loss falls by ${step} octaves more than that for accuracy, ${interval}`,
        {
          seeds,
          test: (sample) => {
            const more = loss!(sample) - accuracy!(sample);
            return { holds: more >= step, fails: more <= 0 };
          },
        },
      ),
      resampled(
        `the best ε for accuracy falls by at most one octave, ${interval}`,
        {
          seeds,
          test: (sample) => ({ holds: accuracy!(sample) <= 1, fails: false }),
        },
      ),
    ];
    return tuned(
      insideGrids(results, budgets, { bars: true }),
      tuned(
        insideGrids(results, budgets, {
          ...{ chosenBy: "training_loss", bars: true },
        }),
        concluding(findings),
      ),
    );
  },
  paperStates: (tables) =>
    statedOf(tables, [
      "accuracy_optimal_lr_decay_50_to_6400",
      "loss_optimal_lr_decay_50_to_6400",
      "accuracy_optimal_lr_decay_over_all_budgets",
    ]),
  figures: bestRateAgainst({
    conditions: (tier) => ({
      "for accuracy": sweepAt(tier),
      "for training loss": sweepAt(tier),
    }),
    chosenBy: { "for training loss": "training_loss" },
    x: "epochs",
    caption:
      "If the claim holds, the line for accuracy is level, and that for training loss falls (Figure 2c).",
  }),
};
