import type { OptimizerSettings } from "../../training/optimizers/optimizer_of.ts";
import { exactClaim } from "../exact/claim.ts";
import type { Identity } from "../exact/identities.ts";
import { SINGLE } from "../exact/rounding.ts";
import type { PartsFigure } from "../figure.ts";
import type { Cell, Study } from "../suite.ts";
import type { OptimizersSettings } from "./optimizers_run.ts";

/** By the name of the cell. */
const OPTIMIZERS: Readonly<
  Record<string, { optimizer: OptimizerSettings; learningRate: number }>
> = {
  "gradient descent": {
    ...{ optimizer: { name: "gradient descent" }, learningRate: 0.05 },
  },
  "momentum": {
    ...{ optimizer: { name: "momentum", momentum: 0.9 }, learningRate: 0.01 },
  },
  "Adam": {
    optimizer: { name: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
    learningRate: 0.001,
  },
};
const CELLS = Object.keys(OPTIMIZERS);
const ALPHA = 3;

function settingsOf(name: string): OptimizersSettings {
  const { optimizer, learningRate } = OPTIMIZERS[name]!;
  return {
    kind: "noise-enhancement/optimizers",
    datasets: ["fashion-mnist"],
    alpha: ALPHA,
    training: {
      ...{ kind: "classification", datasets: ["fashion-mnist"] },
      trainExamples: 200,
      model: { network: "f1", width: 20 },
      method: { name: "sgd" },
      optimizer,
      schedule: { name: "constant", learningRate },
      ...{ batchSize: 40, microbatch: 80, stopBelow: 1e-9, maxEpochs: 4 },
    },
  };
}

/** F1 of width 20 on 200 images, 20 updates with each optimizer. */
const optimizersStudy: Study<Cell> = {
  id: "ne-optimizers",
  paper: "noise_enhancement",
  title: "Noise enhancement with every optimizer",
  cells: () => CELLS.map((id) => ({ id, settings: settingsOf(id) })),
  seeds: () => [0],
};

/** That a metric of every cell is zero, or within rounding. */
function vanishes(
  statement: string,
  { metric, bound }: { metric: string; bound: number },
): Identity {
  return {
    statement,
    cases: (measured) =>
      CELLS.map((at) => ({
        ...{ at, value: measured(at, metric), expected: 0, bound },
      })),
  };
}

/**
 * An element of Adam's first update is η g/(|g| + ε), whatever the size of g:
 * single rounding errors of tiny elements show in it, a few in a thousand.
 */
const UPDATE = 1e-3;

/** What the claim says, as identities. */
const OPTIMIZER_IDENTITIES: readonly Identity[] = [
  vanishes("α=1 has the bits of plain SGD's loss in every update", {
    ...{ metric: "other_losses", bound: 0 },
  }),
  vanishes("α=1 has the bits of plain SGD's parameters along the training", {
    ...{ metric: "other_links", bound: 0 },
  }),
  vanishes("the estimate is α∇L_B + (1-α)∇L_B' of separate gradients", {
    ...{ metric: "estimate_error", bound: SINGLE },
  }),
  vanishes("the optimizer makes of it what it makes of any gradient", {
    ...{ metric: "update_error", bound: UPDATE },
  }),
];

/** Section 2: what noise enhancement gives an optimizer is a gradient. */
export const anyOptimizer = exactClaim({
  id: "ne-any-optimizer",
  title: "Noise enhancement with any optimizer",
  statement:
    "What noise enhancement hands to the optimizer is an ordinary gradient: gradient descent, momentum and Adam take it alike, and α = 1 has every bit of training without it.",
  source: "Noise enhancement, section 2",
  contradictedBy:
    "one bit that differs at α = 1, or an estimate or update that differs beyond rounding",
  study: optimizersStudy,
  identities: OPTIMIZER_IDENTITIES,
  margins: {
    other_losses: { absolute: 0 },
    other_links: { absolute: 0 },
    estimate_error: { absolute: SINGLE },
    update_error: { absolute: UPDATE },
  },
  figures: [({ metric }): PartsFigure => ({
    kind: "parts",
    title: "Errors of a step of noise enhancement, by optimizer",
    caption: "All are rounding errors; at α = 1 not a bit differs.",
    x: { label: "optimizer" },
    y: { label: "relative error" },
    parts: CELLS.flatMap((part) =>
      (["estimate", "update"] as const).map((series) => ({
        ...{ part, series, y: metric(part, `${series}_error`) },
      }))
    ),
  })],
});
