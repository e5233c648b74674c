/**
 * Without noise gradient noise convolution is data-parallel SGD, and that is
 * plain SGD in microbatches of a worker's share: to the bit.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { assertEquals, assertNotEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../../core/key.ts";
import type { EvaluationPointMethod } from "../../core/method.ts";
import { disposeTensors, type NamedTensors } from "../../core/tensors.ts";
import { synthetic } from "../../datasets/synthetic.ts";
import { type Engine, openEngine } from "../../engines/mod.ts";
import { dataParallelSgd } from "../../methods/data_parallel_sgd.ts";
import { gnc } from "../../methods/gnc.ts";
import { rnc } from "../../methods/rnc.ts";
import { resnet } from "../../models/resnet.ts";
import { gradientEstimate } from "../../training/gradient_estimate.ts";
import { momentum } from "../../training/optimizers/momentum.ts";
import { trainingStep } from "../../training/step.ts";
import { workerGradients } from "../../training/worker_gradients.ts";

const imageShape = [8, 8, 3] as const;
const dataset = synthetic({ trainCount: 36, testCount: 1, imageShape });
const model = resnet({
  ...{ depth: 8, widths: [2, 3, 4], inputShape: imageShape },
  ghostBatchSize: 4,
});
const STEPS = [0, 1, 2].map((step) =>
  Uint32Array.from({ length: 12 }, (_, i) => 12 * step + i)
);

/** Methods without noise, and the examples of a worker. */
const WITHOUT_NOISE = {
  "data-parallel SGD": { method: dataParallelSgd({ workers: 3 }), share: 4 },
  "GNC, α=0": { method: gnc({ alpha: 0, workers: 3 }), share: 4 },
  "RNC, α=0": { method: rnc({ alpha: 0, workers: 3 }), share: 4 },
  "GNC, M=1": { method: gnc({ alpha: 3, workers: 1 }), share: 12 },
};

/** The least noise, which must not go unnoticed. */
const WITH_NOISE = {
  "GNC, α=0.01": { method: gnc({ alpha: 0.01, workers: 3 }), share: 4 },
  "RNC, α=0.01": { method: rnc({ alpha: 0.01, workers: 3 }), share: 4 },
};

for (const engineName of ["wasm", "tensorflow", "cpu"] as const) {
  for (const [name, { method, share }] of Object.entries(WITHOUT_NOISE)) {
    test(`${name} is plain SGD, ${engineName}`, async () => {
      const engine = await openEngine(engineName);
      assertEquals(
        await trained(engine, { method, microbatch: share }),
        await trained(engine, { microbatch: share }),
      );
    });
  }

  for (const [name, { method, share }] of Object.entries(WITH_NOISE)) {
    test(`${name} is not, ${engineName}`, async () => {
      const engine = await openEngine(engineName);
      assertNotEquals(
        await trained(engine, { method, microbatch: share }),
        await trained(engine, { microbatch: share }),
      );
    });
  }
}

/** Bits of losses, statistics and parameters of three steps. */
async function trained(
  engine: Engine,
  { method, microbatch }: {
    method?: EvaluationPointMethod;
    microbatch: number;
  },
): Promise<unknown[]> {
  const optimizer = momentum();
  const step = trainingStep(engine, { model, optimizer });
  const estimate = method && workerGradients(step, method);
  const [key, learningRate] = [rootKey(1), 0.5];
  const bits: unknown[] = [];
  let parameters = model.init(rootKey(0));
  let velocity = optimizer.init(parameters);
  let state: NamedTensors = {};
  for (const indices of STEPS) {
    const options = { dataset, indices, key, microbatch };
    const { state: next, gradient, loss, statistics } = estimate
      ? estimate(parameters, { ...options, learningRate, state })
      : { ...gradientEstimate(parameters, { ...options, step }), state: {} };
    const rate = tf.scalar(learningRate);
    const updated = step.apply(parameters, {
      ...{ state: velocity, learningRate: rate, gradient },
    });
    for (const tensor of [loss, ...Object.values(statistics)]) {
      bits.push(bitsIn(await tensor.data<"float32">()));
    }
    for (const old of [parameters, velocity, state, gradient, statistics]) {
      disposeTensors(old);
    }
    tf.dispose([loss, rate]);
    ({ parameters, state: velocity } = updated);
    state = next;
  }
  for (const tensor of Object.values(parameters)) {
    bits.push(bitsIn(await tensor.data<"float32">()));
  }
  for (const old of [parameters, velocity, state]) disposeTensors(old);
  return bits;
}

function bitsIn(values: Float32Array): Uint32Array {
  return new Uint32Array(values.slice().buffer);
}
