/**
 * Section 2.2.3 of the structured-covariance paper: a training step of large
 * batches with diagonal-Fisher noise, F from the whole batch, beside one
 * without noise, timed by turns in one process. Each run is a process of its
 * own.
 *
 * The diagonal takes as many multiply-adds as a forward pass, which is 8/6 of a
 * step where each layer's backward pass is two products. The first layer's is
 * one, since nobody needs the gradient of the images: a network most of whose
 * work is in its first layer executes up to 1.5 times as much. In convolutions
 * of many channels the diagonal also multiplies rows of zeros, up to a sixth of
 * its products; with few, as LeNet has, all windows are copied first.
 *
 * @module
 */
import type { StepTimesSettings } from "../step_times.ts";
import type { Cell, Study, Tier } from "../suite.ts";
import { regimeOf } from "./regimes.ts";
import { decidingRows, type Row } from "./rows.ts";

/** Turns of each, and the steps of one. */
const TURNS: Readonly<
  Record<Tier, Pick<StepTimesSettings, "rounds" | "turn">>
> = {
  smoke: { rounds: 9, turn: { untimed: 1, timed: 5 } },
  desk: { rounds: 9, turn: { untimed: 1, timed: 2 } },
  paper: { rounds: 15, turn: { untimed: 1, timed: 3 } },
};

/** Times of steps; see the module's description. */
export const overheadStudy: Study<Cell> = {
  id: "fisher-overhead",
  paper: "fisher_noise",
  title: "Time of a step with diagonal-Fisher noise",
  cells: (tier) =>
    decidingRows(tier).map((row): Cell => ({
      id: row.id,
      settings: settingsOf(row, TURNS[tier]),
    })),
  seeds: (tier) => tier === "desk" ? [0, 1, 2, 3, 4] : [0, 1, 2],
};

function settingsOf(
  row: Row,
  turns: Pick<StepTimesSettings, "rounds" | "turn">,
): StepTimesSettings {
  const { largeBatch, training } = row;
  const { datasets: [dataset], model, optimizer, microbatch } = training;
  const step = (regime: "LB" | "LB+Diag") => ({
    ...regimeOf(regime, row),
    microbatch: Math.min(microbatch, largeBatch),
  });
  return {
    kind: "step times",
    datasets: [],
    imageShape: dataset.startsWith("cifar") ? [32, 32, 3] : [28, 28, 1],
    classes: dataset === "cifar-100" ? 100 : 10,
    ...{ model, optimizer, learningRate: 1e-3, ...turns },
    ...{ timed: step("LB+Diag"), baseline: step("LB") },
  };
}
