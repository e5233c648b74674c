/**
 * Results made up for tests of the claims on trainings.
 *
 * @module
 */
import { noiseScale } from "../../methods/noise_scale.ts";
import type { Results, Tier } from "../suite.ts";
import { resultsWith, type Values } from "../testing.ts";
import { orderingSize } from "./ordering_study.ts";
import { everyRowAt } from "./rows.ts";
import { type Arm, cellId, trialId } from "./study.ts";
import { VARIANCE_CELL } from "./variance_study.ts";

/** Five seeds around a value; cells differ in which are above it. */
export function scattered(value: number, { cell, scale }: {
  cell: number;
  scale: number;
}): number[] {
  const order = cell % 3 + 1;
  return [0, 1, 2, 3, 4].map((seed) =>
    value + scale * ((order * seed) % 5 - 2)
  );
}

/** A number of arms. */
export type ByArm = Readonly<Partial<Record<Arm, number>>>;

/**
 * Accuracies of arms in every row at desk tier; `others` are by row. Cells chose
 * the second rate of their grids.
 */
export function accuracies(
  arms: ByArm,
  others: Readonly<Record<string, ByArm>> = {},
): Results {
  const values: Values = Object.fromEntries(
    everyRowAt("desk").flatMap((row) =>
      Object.entries({ ...arms, ...others[row.id] }).map(([arm, value], cell) =>
        [
          cellId(row, arm as Arm),
          scattered(value, { cell, scale: 0.01 }),
        ] as const
      )
    ),
  );
  const rates = new Map(
    everyRowAt("desk").flatMap((row) =>
      Object.keys({ ...arms, ...others[row.id] }).map((arm) =>
        [cellId(row, arm as Arm), row.learningRates[1]!] as const
      )
    ),
  );
  return {
    ...resultsWith("desk", { test_accuracy: values }),
    chosen: (cell) => trialId(cell, rates.get(cell)!),
  };
}

/** Accuracies that reproduce every claim on Table 2. */
export const AS_CLAIMED = {
  ...{ SB: 90, LB: 86, "LB+Trace": 87, "LB+Diag": 89 },
  ...{ "LB+Full, longer": 89.8, "0.25·Diag": 87, "0.5·Diag": 88 },
};

/** By cell and name, in the order of the seeds. */
export type Series = Readonly<
  Record<string, Readonly<Record<string, readonly (readonly number[])[]>>>
>;

/** Results with series and no metrics. */
export function withSeries(tier: Tier, series: Series): Results {
  return {
    ...resultsWith(tier, {}),
    series: (cell, name) => new Map(series[cell]![name]!.entries()),
  };
}

/** Losses that fall from 2 with these rates, in nats a point. */
export function losses(rates: Readonly<Record<string, number>>): Series {
  const { updates, every } = orderingSize("smoke");
  const points = updates / every + 1;
  return Object.fromEntries(
    Object.entries(rates).map(([regime, rate], cell) => [regime, {
      subset_loss: scattered(rate, { cell, scale: 1e-4 }).map((rate) =>
        Array.from({ length: points }, (_, i) => 2 - rate * i)
      ),
    }]),
  );
}

/** Rates that reproduce every claim on training loss. */
export const RATES = { SB: 0.051, LB: 0.1, "LB+Full": 0.05, "LB+Diag": 0.099 };

/** Variances of two tensors as predicted, but for factors by regime. */
export function variances(
  factors: Readonly<Record<string, number>> = {},
): Series {
  const { smallBatch: s, largeBatch: l, training } = orderingSize("smoke");
  const n = training.trainExamples;
  const c = noiseScale({ smallBatch: s, largeBatch: l });
  const [small, squares] = [[4, 9], [20, 30]];
  const large = small.map((v) => v * (n - l) / l / ((n - s) / s));
  const noisy = small.map((v, i) => v + c ** 2 * squares[i]!);
  const seeds = (values: readonly number[], name: string) =>
    scattered(1, { cell: name.length, scale: 0.01 }).map((scatter) =>
      values.map((value) => value * scatter * (factors[name] ?? 1))
    );
  return {
    [VARIANCE_CELL]: {
      squared_gradient: seeds(squares, ""),
      "variance/SB": seeds(small, "SB"),
      "variance/LB": seeds(large, "LB"),
      "variance/LB+Full": seeds(noisy, "LB+Full"),
      "variance/LB+Diag": seeds(noisy, "LB+Diag"),
    },
  };
}
