/**
 * The regimes of the paper: a batch size, and noise that is added.
 *
 * @module
 */
import type { StepMethodSettings } from "../../methods/method_of.ts";
import { noiseScale } from "../../methods/noise_scale.ts";

/** The paper's names, and those of what else it speaks of. */
export const REGIMES = [
  "SB",
  "LB",
  "LB+Full",
  "LB+Diag",
  "LB+Trace",
  "LB+True",
  "LB+Multiplicative",
  "LB+K-FAC",
] as const;

/** A regime. */
export type Regime = typeof REGIMES[number];

/** The two batch sizes between which the noise makes up. */
export interface Batches {
  readonly smallBatch: number;
  readonly largeBatch: number;
}

/** What a regime is. */
export type RegimeSettings = {
  readonly batchSize: number;
  readonly method: StepMethodSettings;
};

/** The batch size and the method of a regime. */
export function regimeOf(
  regime: Regime,
  { smallBatch, largeBatch }: Batches,
): RegimeSettings {
  const batches = { smallBatch, largeBatch };
  const noisy = (method: StepMethodSettings) => ({
    ...{ batchSize: largeBatch, method },
  });
  switch (regime) {
    case "SB":
      return { batchSize: smallBatch, method: { name: "sgd" } };
    case "LB":
      return noisy({ name: "sgd" });
    case "LB+Full":
      return noisy({ name: "full-Fisher noise", ...batches });
    case "LB+Diag":
      return noisy({ name: "diagonal-Fisher noise", ...batches });
    case "LB+Trace":
      return noisy({ name: "Fisher-trace noise", ...batches });
    case "LB+True":
      return noisy({ name: "true-Fisher noise", ...batches });
    case "LB+Multiplicative":
      return noisy({ name: "multiplicative noise", ...batches });
    case "LB+K-FAC":
      return noisy({ name: "K-FAC noise", ...batches });
  }
}

/** LB+Diag with the deviation of its noise times λ. */
export function scaledDiagonal(
  lambda: number,
  batches: Batches,
): RegimeSettings {
  const scale = lambda * noiseScale(batches);
  return {
    batchSize: batches.largeBatch,
    method: { name: "diagonal-Fisher noise", scale },
  };
}
