import { assert, assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { openEngine } from "../engines/mod.ts";
import type { Pause } from "../training/training_options.ts";
import type { TrainingSnapshot } from "../training/training_state.ts";
import type { ClassificationSettings } from "./classification.ts";
import { runClassification } from "./classification_run.ts";
import type { RunContext } from "./executor.ts";
import type { RunProgress } from "./suite.ts";

const SETTINGS: ClassificationSettings = {
  kind: "classification",
  datasets: ["synthetic"],
  trainExamples: 40,
  model: { network: "f1", width: 8 },
  method: { name: "noise enhancement", alpha: 2, sampling: "independent" },
  optimizer: { name: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
  schedule: { name: "halve at loss", learningRate: 1e-3, loss: 0.01 },
  batchSize: 15,
  microbatch: 1000,
  stopBelow: 0.001,
  maxEpochs: 2,
};

async function run(
  settings: ClassificationSettings,
  context: Partial<RunContext> = {},
) {
  const seen: RunProgress[] = [];
  const outcome = await runClassification(settings, {
    engine: await openEngine("wasm"),
    seed: 0,
    dataDir: "",
    onProgress: (progress) => seen.push(progress),
    ...context,
  });
  return { outcome, seen };
}

test("a training reports steps, gradients and progress", async () => {
  const { outcome, seen } = await run(SETTINGS);
  assertEquals(outcome.status, "not converged");
  // Two epochs of ⌈40/15⌉ = 3 updates, each example twice an epoch.
  assertEquals(outcome.steps, 6);
  assertEquals(outcome.metrics.convergence_time!.value, 6);
  assertEquals(outcome.metrics.gradient_evaluations!.value, 2 * 2 * 40);
  assertEquals(outcome.series.training_loss!.length, 2);
  assertEquals(outcome.first.length, 6);
  // Two characters a step.
  assertEquals(outcome.trace?.length, 12);
  const { loss, accuracy, ...counts } = seen.at(-1)!;
  assertEquals(counts, { step: 6, ofSteps: 6, examples: 2 * 2 * 40 });
  assert(loss! > 0);
  assert(accuracy! >= 0 && accuracy! <= 100);
});

test("a training that goes on at an epoch's end says how far it is", async () => {
  let snapshot: TrainingSnapshot | undefined;
  let pauses = 0;
  const keep = () =>
    Promise.resolve({
      onPause: async (pause: Pause) => {
        // After three updates, within the evaluation.
        if (++pauses < 4) return;
        snapshot = await pause.snapshot();
        throw new Error("stopped");
      },
    });
  await assertRejects(() => run(SETTINGS, { keep }), Error, "stopped");
  const { outcome, seen } = await run(SETTINGS, {
    keep: () => Promise.resolve({ resume: snapshot }),
  });
  assertEquals(seen.map(({ step }) => step), [3, 4, 5, 6, 6]);
  assertEquals(outcome, (await run(SETTINGS)).outcome);
});

test("a training that no loss stops has finished at its last epoch", async () => {
  const { outcome } = await run({ ...SETTINGS, stopBelow: 0 });
  assertEquals(outcome.status, "finished");
});

test("a diverged run counts as the most updates, and as chance", async () => {
  const { outcome } = await run({
    ...SETTINGS,
    schedule: { name: "halve at loss", learningRate: 1e30, loss: 0.01 },
    maxEpochs: 5,
  });
  assertEquals(outcome.status, "diverged");
  assertEquals(outcome.metrics.convergence_time!.value, 15);
  assertEquals(outcome.metrics.test_accuracy!.value, 10);
});

test("images are standardised and changed as the settings say", async () => {
  const settings: ClassificationSettings = {
    ...{ ...SETTINGS, remainder: "next epoch" },
    method: { name: "GNC", alpha: 0.1, workers: 3, filterWise: true },
  };
  const { outcome: plain } = await run(settings);
  // ⌊80/15⌋ updates in two epochs of 40 examples.
  assertEquals(plain.steps, 5);
  const { outcome: standardised } = await run({
    ...settings,
    standardise: true,
  });
  const { outcome: flipped } = await run({
    ...{ ...settings, standardise: true },
    augmentation: [{ name: "horizontal flip" }],
  });
  const losses = [plain, standardised, flipped].map(({ first }) => first[0]);
  assertEquals(new Set(losses).size, 3);
});

test("more examples than there are is refused", async () => {
  await assertRejects(
    () => run({ ...SETTINGS, trainExamples: 10 ** 6 }),
    RangeError,
    "1000000 examples",
  );
});
