import { found } from "../findings.ts";
import type { TrainingFigure } from "../figure.ts";
import { placesAlong } from "../places_along.ts";
import { atLeast } from "../predicates.ts";
import type { Claim, Finding, Results } from "../suite.ts";
import {
  orderingMargins,
  orderingSize,
  orderingStudy,
} from "./ordering_study.ts";

/** "Much larger": chosen here, the paper has a figure only. */
const LEAST_RATIO = 5;
/** Of the checkpoints. */
const LEAST_SHARE = 0.9;

const NORMS = ["fisher_norm", "diagonal_fisher_norm"] as const;

/** ‖F‖_F / ‖diag F‖_F at all checkpoints of all seeds. */
function ratiosOf(results: Results, { prefix }: { prefix: string }): number[] {
  const [full, diagonal] = NORMS.map((name) =>
    results.series("LB", `${prefix}${name}`)
  ) as [
    ReadonlyMap<number, readonly number[]>,
    ReadonlyMap<number, readonly number[]>,
  ];
  return [...full].flatMap(([seed, norms]) =>
    norms.map((norm, i) => norm / diagonal.get(seed)![i]!)
  );
}

function findingOf(
  results: Results,
  { prefix, name, informative = false }: {
    prefix: string;
    name: string;
    informative?: boolean;
  },
): Finding {
  const ratios = ratiosOf(results, { prefix });
  const large = ratios.filter((ratio) => ratio >= LEAST_RATIO).length;
  const evidence = atLeast(
    // Gradients that overflowed have no norms.
    ratios.every(Number.isFinite) ? large / ratios.length : NaN,
    LEAST_SHARE,
  );
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
  return found(
    `share of ${ratios.length} checkpoints at which ‖F‖_F is at least ${LEAST_RATIO} ‖diag F‖_F, ${name} (ratios from ${
      least.toPrecision(3)
    } to ${most.toPrecision(3)})`,
    evidence,
    { informative },
  );
}

/** Figure 5a: how much of the Fisher matrix is beside its diagonal. */
export const frobenius: Claim = {
  id: "fisher-frobenius",
  title: "The Fisher matrix is far from diagonal",
  statement:
    "Along training the Frobenius norm of the Fisher matrix is much larger than that of its diagonal: at least 5 times at 90 % of the checkpoints.",
  source: "Structured covariance noise, Figure 5a; the margin is ours",
  contradictedBy:
    "fewer than 90 % of the checkpoints, of all seeds, with a ratio of 5 or more",
  exact: false,
  study: orderingStudy,
  cells: () => ["LB"],
  metrics: ["training_loss"],
  margins: orderingMargins,
  judge: (results) => {
    const findings = [
      findingOf(results, { prefix: "", name: "unbiased in the squares" }),
      findingOf(results, {
        ...{ prefix: "biased_", name: "of the drawn examples' own matrix" },
        informative: true,
      }),
    ];
    return { outcome: findings[0]!.outcome, findings };
  },
  paperFigures: () => [],
  figures: () => [(results): TrainingFigure => ({
    kind: "training",
    title: "Frobenius norms of the Fisher matrix and of its diagonal",
    caption:
      "If the claim holds, the norm of the matrix is far above that of its diagonal (the paper's Figure 5a).",
    x: { label: "updates" },
    y: { label: "Frobenius norm", log: true },
    lines: NORMS.map((name) => {
      const y = results.series("LB", name);
      const { everyUpdates: every } = orderingSize(results.tier).norms;
      return {
        series: name === "fisher_norm" ? "F" : "diag F",
        x: placesAlong(y, { every }),
        y,
      };
    }),
  })],
};
