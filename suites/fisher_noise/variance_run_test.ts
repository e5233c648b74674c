import { assertAlmostEquals, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey, split } from "../../core/key.ts";
import { disposeTensors } from "../../core/tensors.ts";
import { loadDataset } from "../../datasets/mod.ts";
import { openEngine } from "../../engines/mod.ts";
import { noiseScale } from "../../methods/noise_scale.ts";
import { modelOf } from "../../models/model_of.ts";
import { gradientDescent } from "../../training/optimizers/gradient_descent.ts";
import { exampleGradients } from "../../training/probes/plain_gradient.ts";
import { trainingStep } from "../../training/step.ts";
import { splitExamples } from "../split_examples.ts";
import { regimeOf } from "./regimes.ts";
import { VARIANCE_REGIMES } from "./variance_study.ts";
import { runVariance, type VarianceSettings } from "./variance_run.ts";

const N = 24;
const [SMALL, LARGE] = [2, 8];
const BATCHES = 800;
const SEED = 5;
const MODEL = { network: "mlp", hidden: [3], kernel: "He normal" } as const;

const SETTINGS: VarianceSettings = {
  kind: "fisher-noise/variance",
  datasets: ["synthetic"],
  training: {
    ...{ kind: "classification", datasets: ["synthetic"], trainExamples: N },
    ...{ model: MODEL, method: { name: "sgd" }, batchSize: 8, microbatch: 24 },
    optimizer: { name: "gradient descent" },
    schedule: { name: "constant", learningRate: 0.1 },
    // The network that it is frozen in is the one that it starts with.
    ...{ stopBelow: 0, maxEpochs: 0 },
  },
  regimes: Object.fromEntries(
    VARIANCE_REGIMES.map((regime) => [
      regime,
      regimeOf(regime, { smallBatch: SMALL, largeBatch: LARGE }),
    ]),
  ),
  batches: BATCHES,
};

/** Of each tensor the means of Σ̂_jj and of (∇L)_j², from a loop. */
async function momentsByExamples() {
  const engine = await openEngine("cpu");
  const whole = await loadDataset("synthetic", { dataDir: "" });
  const dataset = {
    ...whole,
    ...splitExamples(whole, { trainExamples: N, heldOut: 0 }),
  };
  const model = modelOf(MODEL, dataset);
  const parameters = model.init(split(rootKey(SEED), "init"));
  const gradients = exampleGradients(parameters, {
    ...{ dataset, indices: Uint32Array.from({ length: N }, (_, i) => i) },
    step: trainingStep(engine, { model, optimizer: gradientDescent() }),
  });
  const moments = Object.keys(parameters).map((name) => {
    const rows = gradients.map((gradient) => gradient[name]!.dataSync());
    let [variance, square] = [0, 0];
    for (const j of rows[0]!.keys()) {
      const mean = rows.reduce((sum, row) => sum + row[j]!, 0) / N;
      variance += rows.reduce((sum, row) => sum + (row[j]! - mean) ** 2, 0) / N;
      square += mean ** 2;
    }
    const { length } = rows[0]!;
    return { variance: variance / length, square: square / length };
  });
  for (const tensors of [parameters, ...gradients]) disposeTensors(tensors);
  return moments;
}

test("variances are those that sampling and noise have by their definitions", async () => {
  const { series } = await runVariance(SETTINGS, {
    ...{ engine: await openEngine("cpu"), seed: SEED, dataDir: "" },
    onProgress: () => {},
  });
  const moments = await momentsByExamples();
  moments.forEach(({ square }, tensor) => {
    const measured = series.squared_gradient![tensor]!;
    assertAlmostEquals(measured / square, 1, 1e-4);
  });
  /** Of a mean over so many of N examples, without replacement. */
  const sampling = (size: number) => (N - size) / (size * (N - 1));
  const c = noiseScale({ smallBatch: SMALL, largeBatch: LARGE });
  for (const regime of VARIANCE_REGIMES) {
    const measured = series[`variance/${regime}`]!;
    assertEquals(measured.length, moments.length);
    moments.forEach(({ variance, square }, tensor) => {
      const injected = regime.startsWith("LB+")
        ? c ** 2 * (variance + square)
        : 0;
      const expected = injected +
        sampling(regime === "SB" ? SMALL : LARGE) * variance;
      // Four standard deviations of so many squares of one Gaussian number.
      const tolerance = 4 * Math.sqrt(2 / BATCHES);
      assertAlmostEquals(measured[tensor]! / expected, 1, tolerance, regime);
    });
  }
});
