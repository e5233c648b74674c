/**
 * Runs that measure something of their own where a training ends: stopped and
 * gone on with, they have the numbers of one that was not.
 *
 * @module
 */
import { assert, assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { openEngine } from "../engines/mod.ts";
import { EXECUTORS } from "./execute.ts";
import type { ClassificationSettings } from "./classification.ts";
import type { Keeping, TrainingSnapshot } from "./executor.ts";
import { regimeOf } from "./fisher_noise/regimes.ts";
import type { VarianceSettings } from "./fisher_noise/variance_run.ts";
import type { GaussianitySettings } from "./noise_enhancement/gaussianity_run.ts";
import type { OptimizersSettings } from "./noise_enhancement/optimizers_run.ts";
import type { RunSettings } from "./suite.ts";

const TRAINING: ClassificationSettings = {
  ...{ kind: "classification", datasets: ["synthetic"], trainExamples: 24 },
  model: { network: "mlp", hidden: [3], kernel: "He normal" },
  ...{ method: { name: "sgd" }, batchSize: 8, microbatch: 24 },
  optimizer: { name: "gradient descent" },
  schedule: { name: "constant", learningRate: 0.1 },
  ...{ stopBelow: 0, maxEpochs: 2 },
};

const variance: VarianceSettings = {
  ...{ kind: "fisher-noise/variance", datasets: ["synthetic"], batches: 3 },
  training: TRAINING,
  regimes: { LB: regimeOf("LB", { smallBatch: 2, largeBatch: 8 }) },
};
const gaussianity: GaussianitySettings = {
  ...{ kind: "noise-enhancement/gaussianity", datasets: ["synthetic"] },
  ...{ training: TRAINING, directions: 3, draws: 50, alpha: 3 },
  ...{ batchSize: 8, plainBatchSize: 2 },
};
const optimizers: OptimizersSettings = {
  ...{ kind: "noise-enhancement/optimizers", datasets: ["synthetic"] },
  ...{ training: TRAINING, alpha: 2 },
};

class Stop extends Error {
  override name = "Stop";
}

async function done(settings: RunSettings, keep: () => Promise<Keeping>) {
  return await EXECUTORS[settings.kind]!(settings, {
    ...{ engine: await openEngine("wasm"), seed: 5, dataDir: "" },
    ...{ onProgress: () => {}, keep },
  });
}

for (const settings of [TRAINING, variance, gaussianity]) {
  test(`${settings.kind}: stopped at its last pause and gone on with`, async () => {
    let pauses = 0;
    const expected = await done(
      settings,
      () => Promise.resolve({ onPause: () => void pauses++ }),
    );
    assert(pauses > 2, `${pauses}`);
    assert(Object.values(expected.series).every(({ length }) => length > 0));
    let [left, resume] = [pauses, undefined as TrainingSnapshot | undefined];
    await assertRejects(
      () =>
        done(settings, () =>
          Promise.resolve({
            onPause: async (moment) => {
              if (--left > 0) return;
              resume = await moment.snapshot();
              throw new Stop();
            },
          })),
      Stop,
    );
    const resumed = await done(settings, () => Promise.resolve({ resume }));
    assertEquals(resumed, expected);
  });
}

test("of two trainings in one run neither goes on from the other's end", async () => {
  let kept = 0;
  const { metrics } = await done(optimizers, () => {
    kept++;
    return Promise.resolve({});
  });
  assertEquals(kept, 0);
  assertEquals(metrics.updates?.value, 6);
});
