import { concluding, exceeds, found } from "../findings.ts";
import type { CurveFigure, FigureOf } from "../figure.ts";
import { type BySeed, logarithms, withinFactor } from "../predicates.ts";
import type { Cell, Claim, Finding, Results, Study, Tier } from "../suite.ts";
import {
  cellId,
  type Condition,
  gridOf,
  neMargins,
  neStudy,
  settingsOf,
} from "./study.ts";

/** Training losses at stopping that count as equal; for information. */
const MATCHING = 1.25;

/**
 * F1 at the tier's large B, α = 1 first; the largest decides. C1 and C2
 * normalise over ghost batches, where an example has no gradient of its own.
 */
function armsOf(tier: Tier): readonly [Condition, ...Condition[]] {
  const plain = gridOf(tier).plain.at(-1)!;
  const alphas = tier === "smoke" ? [3] : [1.5, 3];
  return [plain, ...alphas.map((alpha) => ({ ...plain, alpha }))];
}

/**
 * The trainings of `study.ts` again, with Tr Σ̂ of the per-example gradients
 * measured where they stop: two more epochs' work each. At the desk tier 3
 * cells, trainings of 600 to 2,250 updates.
 */
const varianceStudy: Study<Cell> = {
  id: "ne-gradient-variance",
  paper: "noise_enhancement",
  title: "Gradient variance where training stops",
  cells: (tier) =>
    armsOf(tier).map((condition): Cell => ({
      id: cellId(condition),
      settings: {
        ...settingsOf(tier, condition),
        measurements: [{ name: "gradient variance", epochs: { at: "end" } }],
      },
    })),
  // The trainings are checked by other suites; here few show that it works.
  seeds: (tier) => tier === "smoke" ? [0, 1] : neStudy.seeds(tier),
};

/** Section 4, exploratory: stronger noise selects minima with small Tr Σ̂. */
export const gradientVariance: Claim = {
  id: "ne-gradient-variance",
  title: "Gradient variance where training stops",
  statement:
    "Where training stops, at the same training loss, the trace of the covariance of the per-example gradients is smaller after training with α = 3 than after plain training at the same batch size.",
  source: "Noise enhancement, section 4 (intuition; not measured there)",
  contradictedBy:
    "a larger trace with α = 3, logarithms paired by seed (one-sided 95 % t interval)",
  exact: false,
  study: varianceStudy,
  cells: (tier) => armsOf(tier).map(cellId),
  metrics: ["training_loss", "test_accuracy", "convergence_time"],
  margins: (tier) =>
    tier === "smoke" ? { training_loss: { relative: 0.05 } } : neMargins(tier),
  judge: (results) => {
    const [plain, ...enhanced] = armsOf(results.tier);
    const deciding = enhanced.at(-1)!;
    return concluding(
      enhanced.toReversed().flatMap((condition) => {
        const variance = exceeds("log gradient variance", {
          x: logVarianceOf(results, plain),
          y: logVarianceOf(results, condition),
          names: [cellId(plain), cellId(condition)],
          informative: condition !== deciding,
        });
        return [variance, lossFinding(results, { condition, plain })];
      }),
    );
  },
  paperFigures: () => [],
  figures: (tier) => [varianceFigure(tier)],
};

/** Tr Σ̂ at the end of each run. */
function varianceOf(
  { series }: Pick<Results, "series">,
  condition: Condition,
): BySeed {
  return new Map(
    [...series(cellId(condition), "gradient_variance")]
      .map(([seed, values]) => [seed, values.at(-1)!]),
  );
}

function logVarianceOf(results: Results, condition: Condition): BySeed {
  return logarithms(varianceOf(results, condition));
}

function lossFinding(
  results: Results,
  { condition, plain }: { condition: Condition; plain: Condition },
): Finding {
  const [x, y] = [condition, plain].map((arm) =>
    results.metric(cellId(arm), "training_loss")
  ) as [BySeed, BySeed];
  const evidence = withinFactor(x, y, { factor: MATCHING });
  return found(
    `log training loss: ${
      cellId(condition)
    } within a factor of ${MATCHING} of ${cellId(plain)}`,
    evidence,
    { informative: true },
  );
}

function varianceFigure(tier: Tier): FigureOf {
  return (results): CurveFigure => ({
    kind: "curve",
    title: "Gradient variance where training stops, F1",
    caption:
      "A thin line is one seed with each α, from the same start. If the claim holds, they fall.",
    x: { label: "noise enhancement α" },
    y: { label: "Tr Σ̂ of the per-example gradients", log: true },
    paired: true,
    points: armsOf(tier).map((condition) => ({
      x: condition.alpha,
      y: varianceOf(results, condition),
    })),
  });
}
