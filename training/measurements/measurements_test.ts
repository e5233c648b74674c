/**
 * Every measurement: it leaves nothing behind on any engine, and says what is
 * known of cases that can be computed otherwise.
 *
 * @module
 */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../../core/key.ts";
import type { StepMethod } from "../../core/method.ts";
import type { Model } from "../../core/model.ts";
import { disposeTensors } from "../../core/tensors.ts";
import { synthetic } from "../../datasets/synthetic.ts";
import { type Engine, ENGINE_NAMES, openEngine } from "../../engines/mod.ts";
import { inUse } from "../../engines/testing.ts";
import { gradientDescent } from "../optimizers/gradient_descent.ts";
import { gradientCovariance } from "../probes/gradient_covariance.ts";
import { exampleGradients } from "../probes/plain_gradient.ts";
import { trainingStep } from "../step.ts";
import { imageShape, network, plain } from "../testdata/contracts.ts";
import { observedNetwork } from "../testdata/observed_network.ts";
import { moved, shaken, still } from "../testdata/points.ts";
import type { Moment, TrainingMeasurement } from "../training_measurement.ts";
import { otherUpdateSmoothness } from "./update_smoothness.ts";
import { measurementOf, type MeasurementSettings } from "./measurement_of.ts";

const dataset = synthetic({ trainCount: 24, testCount: 10, imageShape });
const WORKERS = 3;

/** Settings of a measurement, but for when. */
interface Asked {
  readonly name: string;
  readonly examples?: number;
  readonly products?: number;
}

interface MomentOptions {
  readonly method: StepMethod;
  readonly batchSize?: number;
  readonly model?: Model;
}

/** What is measured at fresh parameters. */
async function measured(
  engine: Engine,
  settings: Asked | Pick<TrainingMeasurement, "measure">,
  { method, batchSize = 12, model = network({ hidden: [6], classes: 10 }) }:
    MomentOptions,
): Promise<Readonly<Record<string, number>>> {
  const optimizer = gradientDescent();
  const moment: Moment = {
    ...{ epoch: 0, steps: 0, methodState: {}, dataset, batchSize },
    ...{ microbatch: 7, learningRate: 0.5, key: rootKey(1) },
    parameters: model.init(rootKey(0)),
    statistics: model.initStatistics(),
    step: trainingStep(engine, { model, optimizer, method }),
  };
  const { measure } = "measure" in settings ? settings : measurementOf(
    { ...settings, epochs: { at: [0] } } as MeasurementSettings,
  );
  const numbers = await measure(moment);
  disposeTensors({ ...moment.parameters, ...moment.statistics });
  return numbers;
}

const CASES: readonly (readonly [Asked, MomentOptions])[] = [
  [{ name: "test accuracy" }, { method: plain }],
  [{ name: "full gradient cosine" }, { method: plain }],
  [
    { name: "full gradient cosine" },
    { method: moved({ alpha: 1, workers: WORKERS }) },
  ],
  [
    { name: "gradient variance" },
    { method: plain, model: observedNetwork({ classes: 10 }) },
  ],
  [
    { name: "update smoothness" },
    { method: moved({ alpha: 1, workers: WORKERS }) },
  ],
  [
    { name: "worker noise spectrum" },
    { method: moved({ alpha: 1, workers: WORKERS }) },
  ],
  [{ name: "worker noise spectrum" }, { method: shaken(WORKERS) }],
  [
    { name: "worker loss spread", examples: 10 },
    { method: moved({ alpha: 1, workers: WORKERS }) },
  ],
  [{ name: "Fisher norms", examples: 6 }, { method: plain }],
  [{ name: "loss curvature", examples: 12, products: 5 }, { method: plain }],
];

for (const engineName of ENGINE_NAMES) {
  for (const [settings, options] of CASES) {
    test(`${settings.name}, ${options.method.name}: the same again, and nothing left, ${engineName}`, async () => {
      const engine = await openEngine(engineName);
      const before = inUse();
      const numbers = await measured(engine, settings, options);
      assert(Object.values(numbers).every(Number.isFinite));
      assertEquals(await measured(engine, settings, options), numbers);
      assertEquals(inUse(), before);
    });
  }
}

for (const engineName of ENGINE_NAMES) {
  test(`smoothness of another method: the same again, and nothing left, ${engineName}`, async () => {
    const engine = await openEngine(engineName);
    const before = inUse();
    const other = otherUpdateSmoothness(moved({ alpha: 1, workers: WORKERS }));
    const numbers = await measured(engine, other, { method: plain });
    assertEquals(Object.keys(numbers), [
      "other_loss_range",
      "other_gradient_change_range",
      "other_smoothness",
    ]);
    assert(Object.values(numbers).every((number) => number > 0));
    assertEquals(await measured(engine, other, { method: plain }), numbers);
    assertEquals(inUse(), before);
  });
}

test("the gradient of the whole training set is its own direction", async () => {
  const engine = await openEngine("wasm");
  const { full_gradient_cosine: whole } = await measured(
    ...[engine, { name: "full gradient cosine" }] as const,
    { method: plain, batchSize: 24 },
  );
  assertAlmostEquals(whole!, 1, 1e-6);
  const { full_gradient_cosine: part } = await measured(
    ...[engine, { name: "full gradient cosine" }] as const,
    { method: plain, batchSize: 2 },
  );
  assert(part! < 0.95);
});

test("the variance is the trace of the covariance of the gradients", async () => {
  const engine = await openEngine("wasm");
  const model = observedNetwork({ classes: 10 });
  const { gradient_variance: variance, gradient_norm: length } = await measured(
    ...[engine, { name: "gradient variance" }] as const,
    { method: plain, model },
  );
  const parameters = model.init(rootKey(0));
  const gradients = exampleGradients(parameters, {
    step: trainingStep(engine, { model, optimizer: gradientDescent() }),
    dataset,
    indices: Uint32Array.from({ length: 24 }, (_, i) => i),
  });
  const { trace, diagonal } = await gradientCovariance(gradients);
  assertAlmostEquals(variance!, trace, 1e-5 * trace);
  assert(length! > 0);
  for (const old of [parameters, diagonal, ...gradients]) disposeTensors(old);
});

test("workers that stay have one loss", async () => {
  const engine = await openEngine("wasm");
  assertEquals(
    await measured(engine, { name: "worker loss spread", examples: 10 }, {
      method: still(WORKERS),
    }),
    { worker_loss_sd: 0, worker_displacement: 0 },
  );
});

test("layers with few parameters have no spectrum", async () => {
  const engine = await openEngine("wasm");
  const numbers = await measured(engine, { name: "worker noise spectrum" }, {
    method: still(WORKERS),
  });
  // Kernels of 9×6 and 6×10 numbers; biases have fewer than 4 a worker.
  assertEquals(Object.keys(numbers), [
    ...["noise_condition/layer 1/kernel", "noise_eigenvalue/layer 1/kernel"],
    ...["noise_condition/layer 2/kernel", "noise_eigenvalue/layer 2/kernel"],
  ]);
});
