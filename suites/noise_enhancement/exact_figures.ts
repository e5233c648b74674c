/**
 * The figures of the exact claims: what was measured on the laws' curves.
 *
 * @module
 */
import {
  covarianceFactor,
  effectiveBatchSize,
} from "../../methods/noise_enhancement.ts";
import type { Axis, CurveFigure, FigureOf, Reference } from "../figure.ts";
import type { BySeed } from "../predicates.ts";
import { plainMultiple } from "./covariance_law.ts";
import { ENUMERATED, POPULATION_CELLS, SAMPLED } from "./exact_cells.ts";
import { metricAt } from "./exact_study.ts";

/** A law is drawn in so many pieces. */
const PIECES = 50;

const ALPHA: Axis = { label: "noise enhancement α" };

/** Eq. 10: covariance over that of plain SGD, on α² + (1-α)². */
export const covarianceFigure: FigureOf = (results): CurveFigure => ({
  kind: "curve",
  title: "How much noise enhancement multiplies the covariance",
  caption:
    "Every point lies on the curve of Eq. 10; sampled draws scatter about it.",
  x: ALPHA,
  y: { label: "Tr Cov, of plain SGD's" },
  points: [...ENUMERATED, SAMPLED].flatMap(({ cell, alphas }) =>
    alphas.independent.toSorted((a, b) => a - b).map((alpha) => ({
      x: alpha,
      y: ratio(
        results.metric(cell, metricAt("independent_covariance", alpha)),
        results.metric(cell, "plain_covariance"),
      ),
      series: cell,
    }))
  ),
  joined: false,
  references: [law("α² + (1-α)²", {
    from: 0.5,
    to: 3,
    at: covarianceFactor,
  })],
});

/** Eq. 11: covariance at the paper's sizes, on Eq. 4 at B_eff. */
export const effectiveBatchFigure: FigureOf = ({ metric }): CurveFigure => {
  const sizes = POPULATION_CELLS.at(-1)!;
  const { cell, examples: N, batchSize: B, alphas } = sizes;
  const { from, to } = { from: 1, to: 3 };
  return {
    kind: "curve",
    title: `Covariance at N = ${N}, B = ${B}`,
    caption:
      "Disjoint minibatches lie on plain SGD's law at B_eff = B/f; independent ones below it, by a fraction less than B/N.",
    x: ALPHA,
    y: { label: "(N-1) Tr Cov, of one example's" },
    points: (["disjoint", "independent"] as const).flatMap((scheme) =>
      alphas[scheme].map((alpha) => ({
        x: alpha,
        y: ratio(
          metric(cell, metricAt(`${scheme}_covariance`, alpha)),
          metric(cell, "example_covariance"),
          { times: N - 1 },
        ),
        series: scheme,
      }))
    ),
    joined: false,
    references: [
      law("Eq. 4 at B_eff", {
        ...{ from, to },
        at: (alpha) =>
          (N - 1) *
          plainMultiple({
            examples: N,
            batchSize: effectiveBatchSize(B, alpha),
          }),
      }),
      law("Eq. 4 at B, times f", {
        ...{ from, to },
        at: (alpha) => (N - 1) * covarianceFactor(alpha) * plainMultiple(sizes),
      }),
    ],
  };
};

function law(
  label: string,
  { from, to, at }: {
    from: number;
    to: number;
    at: (alpha: number) => number;
  },
): Reference {
  return {
    label,
    points: Array.from({ length: PIECES + 1 }, (_, index) => {
      const alpha = from + (to - from) * index / PIECES;
      return [alpha, at(alpha)] as const;
    }),
  };
}

function ratio(x: BySeed, y: BySeed, { times = 1 } = {}): BySeed {
  return new Map(
    [...x].map(([seed, value]) => [seed, times * value / y.get(seed)!]),
  );
}
