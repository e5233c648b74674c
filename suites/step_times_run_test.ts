import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs-core";
import { test } from "@std/testing/bdd";
import { openEngine } from "../engines/mod.ts";
import type { StepTimesSettings } from "./step_times.ts";
import { runStepTimes } from "./step_times_run.ts";

const SETTINGS: StepTimesSettings = {
  kind: "step times",
  datasets: [],
  ...{ imageShape: [4, 4, 1], classes: 3, learningRate: 0.01 },
  model: { network: "mlp", hidden: [6], kernel: "Glorot uniform" },
  optimizer: { name: "momentum", momentum: 0.9 },
  timed: {
    method: { name: "noise enhancement", alpha: 2, sampling: "independent" },
    ...{ batchSize: 5, microbatch: 10 },
  },
  baseline: { method: { name: "sgd" }, batchSize: 5, microbatch: 5 },
  turn: { untimed: 1, timed: 2 },
  rounds: 3,
};

async function timesOf(settings: StepTimesSettings) {
  const engine = await openEngine("wasm");
  const rounds: number[] = [];
  const outcome = await runStepTimes(settings, {
    ...{ engine, seed: 1, dataDir: "" },
    onProgress: ({ step }) => rounds.push(step),
  });
  return { outcome, rounds };
}

test("both are timed by turns, and gradients are counted", async () => {
  await openEngine("wasm");
  const before = tf.memory().numTensors;
  const { outcome, rounds } = await timesOf(SETTINGS);
  assertEquals(tf.memory().numTensors, before);
  assertEquals(rounds, [1, 2, 3]);
  const { gradient_work, ...times } = outcome.metrics;
  assertEquals(gradient_work, { value: 2, unit: "ratio" });
  for (const { value, volatile } of Object.values(times)) {
    assert(volatile === true && value >= 0);
  }
  assertEquals(Object.keys(times), [
    ...["time_ratio", "time_ratio_spread", "step_time", "baseline_step_time"],
  ]);
});

test("all but the times is the same again", async () => {
  const [{ outcome: a }, { outcome: b }] = [
    await timesOf(SETTINGS),
    await timesOf(SETTINGS),
  ];
  assertEquals(a.first, b.first);
  assertEquals(a.first.length, 4);
  // α = 1 gives the second minibatch no weight: plain SGD's loss.
  const { outcome: alike } = await timesOf({
    ...SETTINGS,
    timed: {
      ...SETTINGS.timed,
      method: { name: "noise enhancement", alpha: 1, sampling: "independent" },
    },
  });
  assertAlmostEquals(alike.first[0]!, alike.first[2]!, 1e-6);
});

test("methods that move points and remember are timed too", async () => {
  const workers = 2;
  const step = { batchSize: 6, microbatch: 3 };
  const { outcome } = await timesOf({
    ...SETTINGS,
    timed: {
      ...step,
      method: { name: "GNC", alpha: 0.1, workers, filterWise: true },
    },
    baseline: { ...step, method: { name: "data-parallel SGD", workers } },
  });
  assertEquals(outcome.metrics.gradient_work!.value, 1);
});
