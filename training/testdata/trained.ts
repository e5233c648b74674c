/**
 * Short trainings of the least networks, for tests of what training does.
 *
 * @module
 */
import type { Dataset } from "../../core/dataset.ts";
import type { Model } from "../../core/model.ts";
import { type EngineName, openEngine } from "../../engines/mod.ts";
import { adam } from "../optimizers/adam.ts";
import { constant } from "../schedules/constant.ts";
import { train, type TrainingResult } from "../train.ts";
import { imageShape, network, plain } from "./contracts.ts";
import { normalisedNetwork } from "./normalised_network.ts";

/** What the data set is made of. */
export const DATA = {
  ...{ trainCount: 70, testCount: 45, imageShape, classes: 3, noise: 0.3 },
} as const;

/** A network that learns them within a few epochs. */
export const model: Model = network({ hidden: [12], classes: 3 });

/** One that normalises, and leaves a ghost batch over. */
export const normalised: Model = normalisedNetwork({
  ...{ classes: 3, ghostBatchSize: 8 },
});

/** Options of a training that converges. */
export const DEFAULTS = {
  ...{ model, method: plain, optimizer: adam() },
  ...{ schedule: constant(0.02), batchSize: 20, seed: 0 },
  ...{ stopBelow: 0.02, maxEpochs: 200 },
};

/** Training on these data with {@linkcode DEFAULTS} but for `options`. */
export function trainerOn(dataset: Dataset) {
  return async (
    { engineName = "wasm", ...options }:
      & { engineName?: EngineName }
      & Partial<Parameters<typeof train>[1]> = {},
  ): Promise<TrainingResult> =>
    await train(await openEngine(engineName), {
      ...DEFAULTS,
      dataset,
      ...options,
    });
}
