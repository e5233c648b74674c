import { concluding, found } from "../findings.ts";
import type { PartsFigure } from "../figure.ts";
import { noiseScale } from "../../methods/noise_scale.ts";
import { type BySeed, withinFactor } from "../predicates.ts";
import type { Claim, Finding, Judgement, Results, Tier } from "../suite.ts";
import { orderingMargins, orderingSize } from "./ordering_study.ts";
import {
  VARIANCE_CELL,
  type VARIANCE_REGIMES,
  varianceStudy,
} from "./variance_study.ts";

/** "Within 15 %", of the ratio to its prediction. */
const FACTOR = 1.15;

type Regime = typeof VARIANCE_REGIMES[number];
type Noisy = Exclude<Regime, "SB">;
const COMPARED: readonly Noisy[] = ["LB", "LB+Full", "LB+Diag"];

/** A ratio of each tensor of parameters, by seed. */
type RatioOfTensors = readonly BySeed[];

/** Var(regime) / Var(SB) of each tensor. */
function ratiosOf(results: Results, regime: Regime): RatioOfTensors {
  const [above, below] = [regime, "SB"].map((name) =>
    results.series(VARIANCE_CELL, `variance/${name}`)
  ) as [
    ReadonlyMap<number, readonly number[]>,
    ReadonlyMap<number, readonly number[]>,
  ];
  const [tensors = []] = above.values();
  return tensors.map((_, tensor) =>
    new Map(
      [...above].map(([seed, values]) => [
        seed,
        values[tensor]! / below.get(seed)![tensor]!,
      ]),
    )
  );
}

/**
 * Predictions of the same: for LB (N - M_L) M_S / (M_L (N - M_S)); with noise
 * 1 + c² ⟨(∇L)²⟩ / Var(SB), up to terms of order 1/N.
 */
function predictedOf(results: Results, regime: Noisy): RatioOfTensors {
  const { smallBatch, largeBatch, training } = orderingSize(results.tier);
  const n = training.trainExamples;
  const small = results.series(VARIANCE_CELL, "variance/SB");
  const squares = results.series(VARIANCE_CELL, "squared_gradient");
  const c = noiseScale({ smallBatch, largeBatch });
  const ofLarge = (n - largeBatch) / largeBatch /
    ((n - smallBatch) / smallBatch);
  const [tensors = []] = small.values();
  return tensors.map((_, tensor) =>
    new Map(
      [...small].map(([seed, values]) => [
        seed,
        regime === "LB"
          ? ofLarge
          : 1 + c ** 2 * squares.get(seed)![tensor]! / values[tensor]!,
      ]),
    )
  );
}

/** The predicates on the variances, one for each regime and tensor. */
export function judgeVariance(results: Results): Judgement {
  const findings = COMPARED.flatMap((regime) => {
    const predicted = predictedOf(results, regime);
    return ratiosOf(results, regime).map((ratio, tensor): Finding => {
      const evidence = withinFactor(ratio, predicted[tensor]!, {
        factor: FACTOR,
      });
      return found(
        `log of the variance in tensor ${
          tensor + 1
        }: ${regime}'s over SB's within 15 % of its prediction`,
        evidence,
      );
    });
  });
  return concluding(findings);
}

/** Figure 2: noise makes the variance of large batches that of small ones. */
export const variance: Claim = {
  id: "fisher-variance",
  title: "Noise gives large batches the gradient variance of small ones",
  statement:
    "In a partially trained network that is frozen, the variance of each parameter's gradient is about the same for small batches, full-Fisher and diagonal-Fisher noise, and far smaller for large batches: each as predicted.",
  source: "Structured covariance noise, Figure 2",
  contradictedBy:
    "a mean variance of a tensor, relative to SB's, that is off its prediction by more than 15 % (one-sided 95 % t interval of the logarithm)",
  exact: false,
  study: varianceStudy,
  cells: () => [VARIANCE_CELL],
  metrics: ["training_loss"],
  margins: orderingMargins,
  judge: judgeVariance,
  paperFigures: () => [],
  figures: (_: Tier) => [(results): PartsFigure => ({
    kind: "parts",
    title: "Variance of the gradient, relative to small batches",
    caption:
      "If the claim holds, both kinds of noise lie at 1 and LB far below (the paper's Figure 2).",
    x: { label: "tensor of the parameters" },
    y: { label: "variance over SB's", log: true },
    parts: COMPARED.flatMap((regime) =>
      ratiosOf(results, regime).map((y, tensor) => ({
        ...{ part: `${tensor + 1}`, y, series: regime },
      }))
    ),
  })],
};
