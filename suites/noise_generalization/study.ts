/**
 * The experiments of the paper on the benefit of noise (sections 5 to 7): a
 * Wide-ResNet 16-4 on CIFAR-10 with ghost batches of 64, L2 5e-4 on kernels,
 * SGD with momentum 0 or 0.9, its learning rate constant for half of the
 * training and then halved every twentieth. Every update draws its minibatch
 * anew. The effective learning rate ε_eff = ε / (1 - m) of each condition is
 * chosen from a grid of 2^k by runs with seeds of their own.
 *
 * Reduced tiers train a network of dense layers with ghost batches of 16 on
 * the first images of Fashion-MNIST, without augmentation, and keep method,
 * schedule, momentum, L2 and tuning rule:
 *
 * | tier | hidden | examples | updates | epochs | tuning keeps | seeds |
 * | --- | --- | --- | --- | --- | --- | --- |
 * | smoke | 32, 32 | 512 | 100 | 20 | 1 of 2 | 3 |
 * | desk | 64, 64, 64 | 2,048 | 1,000 | 32 | 4 of 5 | 10, or 30 |
 * | paper | WRN 16-4 | 50,000 | 9,765 | 200 | 12 of 15 | 12 |
 *
 * Chosen where the paper is silent: at the paper tier ε_eff from 2^-1 to 2^6
 * for a budget of updates, from 2^-5 to 2^6 for one of epochs, but 2^-8 to 2^2
 * where Figure 2 varies that budget; batch sizes of
 * Figure 1 from 64 to 16,384, each twice the one before; at equal temperatures
 * from 2^-3 at B = 64; pixels standardised by channel, padded with 4 zeros for
 * crops; He-normal weights. Tests normalise with the averages of ghost batches'
 * statistics over a last pass through the training set, and so does the
 * training loss, which another pass takes. Figure 2's networks without
 * normalisation and those of the appendix are left out.
 *
 * At the desk tier the claims on ghost batches, on equal temperatures and on
 * the loss at equal updates, which ten seeds left undecided, have thirty, and
 * those on equal epochs thirty of their own. The grid at small batches goes
 * down to 2^-6 there, since at B = 16 an error bar reached 2^-5, at first its
 * edge.
 *
 * At the desk tier 32 epochs at the largest batch are 32 updates, which seemed
 * too few for momentum to act: there it is compared over 128 epochs. What it
 * does in 32 is told with those claims. B = 1,024 and
 * 2,048 (all examples, so that nothing is left of the noise) play the paper's
 * 16,384 and 32,768, and B = 64 its 2,048.
 *
 * Pilots at the desk tier, with seeds that are not used here; after 1,000
 * updates (3 seeds):
 *
 * | B | test accuracy | training loss | best ε_eff |
 * | --- | --- | --- | --- |
 * | 16 | 81.7 | 0.25 | 2^-2 |
 * | 64 | 82.3 | 0.055 | 2^-2 |
 * | 256 | 81.9 | 0.0017 | 2^1 |
 * | 1,024 | 81.6 | 0.0001 | 2^3 |
 * | 2,048 | 81.1 | 0.0002 | 2^2 |
 *
 * With 1,024 examples accuracy falls from 80.0 (B = 64) to 78.5 % (all), but
 * there it is level within 0.3 points from 2^-1 to 2^4 and drops at 2^5: hence
 * a wide grid at large batches; noise enhancement is as level, at 79.4 to 79.8
 * % from 2^-4 to 2^1 with B = 512 (1 seed each). Over 32 epochs accuracy was
 * level near 82.3 % up to B = 512, and 81.2 and 79 % at 1,024 and 2,048; over
 * 128 epochs at 2,048 momentum had the lower loss, 0.046 against 0.12, but 81.8
 * against 82.3 % accuracy. At B = 32 accuracy was best at 2^-2 for 4 to 256
 * epochs, 79.8, 82.4, 82.4 and 82.1 %, loss at 2^-1, 2^-2, 2^-3 and 2^-3. At
 * equal temperatures, from 2^-4 or 2^-5 at B = 16, four times the batch had 0.3
 * points more accuracy, and a loss within 7 % (2 and 3 seeds). Nothing was
 * tried of whole batches in batch normalisation.
 *
 * At 2^-6 no error bar at B = 16 is at an edge any more. Thirty seeds left five
 * claims open. Small ghost batches are better by 0.07 points, after 0.2 with
 * the first ten. Momentum is worse by about the margin of 0.3 at B = 64. From B
 * = 1,024 to all examples the loss without L2 falls by a tenth, with a
 * deviation six times that. With equal epochs, and at equal temperatures, the
 * loss without L2 at B = 64 lies on the margin.
 *
 * Until a review, losses were those of the pass that collects the averages: 2.3
 * times the loss in inference mode at B = 64, 18 times at B = 1,024. By those
 * the claims on the loss with equal epochs and on equal temperatures were
 * reproduced. The same trainings, to the bit, were then measured again; for 64
 * epochs alone another rate was then best for the loss, 2^-3 instead of 2^-2.
 *
 * What a tier costs: smoke about a minute on 2 cores with wasm, all suites
 * together; `repro list` says what each suite took, at desk those of the step
 * budget most. Paper: Table 1 alone 2.0e20 FLOP, which needs GPUs.
 *
 * The paper's conclusions are limited to this schedule and its models
 * (section 8), and so are these verdicts.
 *
 * @module
 */
import { firstSeeds, withDeskSeeds } from "../seeds.ts";
import type { Cell, Results, Study, Tier, TunedCell } from "../suite.ts";
import {
  cellId,
  type ChosenBy,
  type Condition,
  epochBudgetAt,
  fewerStepsAt,
  fixedCellId,
  ghostBatchesAt,
  largeBatchesAt,
  restoredNoiseAt,
  stepBudgetAt,
  sweepAt,
  SWEEPS,
  temperaturesAt,
} from "./conditions.ts";
import {
  settingsOf,
  SIZES,
  tuningSeeds,
  withLossPass,
  withoutLossPass,
} from "./trainings.ts";
import { type Optimum, optimumOf, ruleOf } from "./tuning.ts";

/** A condition and what its learning rate is best for. */
export interface Tuned {
  readonly condition: Condition;
  /** Test accuracy by default. */
  readonly chosenBy?: ChosenBy;
}

/** What a tuned cell tries, by ascending learning rate. */
function gridOf(
  tier: Tier,
  { condition, chosenBy = "test_accuracy" }: Tuned,
): { learningRate: number; cell: Cell }[] {
  const sweep = sweepAt(tier).map((one) => cellId(one));
  // Its trials also serve the choice by loss.
  const isSwept = sweep.includes(cellId(condition));
  const rates = isSwept ? SWEEPS[tier].rates : SIZES[tier].rates(condition);
  return rates.map((k) => {
    const learningRate = 2 ** k;
    const settings = settingsOf(tier, { ...condition, learningRate });
    return {
      learningRate,
      cell: {
        id: `${cellId(condition, chosenBy)}: ε=${learningRate}`,
        settings: isSwept ? settings : withoutLossPass(settings),
      },
    };
  });
}

/**
 * The best effective learning rate of a condition, with its error bar, over
 * seeds that tune it; a seed may be there more than once, as in a bootstrap.
 */
export function optimaAt(
  results: Pick<Results, "tier" | "metric">,
  { condition, chosenBy = "test_accuracy" }: Tuned,
): (seeds: readonly number[]) => Optimum {
  const { tier } = results;
  const trials = gridOf(tier, { condition, chosenBy })
    .map(({ learningRate, cell: { id } }) => ({
      learningRate,
      bySeed: results.metric(id, chosenBy),
    }));
  const rule = ruleOf(chosenBy, SIZES[tier]);
  return (seeds) =>
    optimumOf(
      trials.map(({ learningRate, bySeed }) => ({
        learningRate,
        values: seeds.map((seed) => bySeed.get(seed)!),
      })),
      rule,
    );
}

/** The best effective learning rate of a condition, with its error bar. */
export function optimumAt(
  results: Pick<Results, "tier" | "metric">,
  tuned: Tuned,
): Optimum {
  return optimaAt(results, tuned)(tuningSeeds(results.tier));
}

function tunedCell(tier: Tier, tuned: Tuned): TunedCell {
  const grid = gridOf(tier, tuned);
  return {
    id: cellId(tuned.condition, tuned.chosenBy),
    tuning: {
      grid: grid.map(({ cell }) => cell),
      seeds: tuningSeeds(tier),
      choose: (results) => {
        const { learningRate } = optimumAt(results, tuned);
        return grid.find((one) => one.learningRate === learningRate)!.cell.id;
      },
      reported: withLossPass,
    },
  };
}

/** Conditions each once. */
function distinct(conditions: readonly Condition[]): Condition[] {
  return [...new Map(conditions.map((one) => [cellId(one), one])).values()];
}

/** The experiments; see the module's description. */
export const smithStudy: Study = {
  id: "smith-training",
  paper: "noise_generalization",
  title: "Batch size, epochs and learning rate of SGD",
  cells: (tier) => [
    ...distinct([
      ...stepBudgetAt(tier),
      ...fewerStepsAt(tier),
      ...ghostBatchesAt(tier),
      ...restoredNoiseAt(tier),
      ...epochBudgetAt(tier, 0),
      ...epochBudgetAt(tier, 0.9),
      ...largeBatchesAt(tier, 0),
      ...largeBatchesAt(tier, 0.9),
      ...sweepAt(tier),
    ]).map((condition) => tunedCell(tier, { condition })),
    ...sweepAt(tier).map((condition) =>
      tunedCell(tier, { condition, chosenBy: "training_loss" })
    ),
    ...temperaturesAt(tier).map((condition) => ({
      id: fixedCellId(condition),
      settings: settingsOf(tier, condition),
    })),
  ],
  seeds: (tier) => firstSeeds(SIZES[tier].seeds),
};

/** For claims that ten seeds left undecided at the desk tier. */
export const manySeedsStudy = withDeskSeeds(smithStudy, firstSeeds(30));

/**
 * For claims on batches below the transition. The first ten seeds were judged
 * with a transition that had been declared, at B = 256; these never were.
 */
export const freshSeedsStudy = withDeskSeeds(
  smithStudy,
  firstSeeds(40).slice(10),
);
