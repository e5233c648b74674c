import * as tf from "@tensorflow/tfjs-core";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey, split } from "../core/key.ts";
import type { EvaluationPointMethod } from "../core/method.ts";
import { uniform } from "../core/random.ts";
import { disposeTensors, type NamedTensors } from "../core/tensors.ts";
import { synthetic } from "../datasets/synthetic.ts";
import { ENGINE_NAMES, openEngine } from "../engines/mod.ts";
import { gradientEstimate } from "./gradient_estimate.ts";
import { gradientDescent } from "./optimizers/gradient_descent.ts";
import { trainingStep } from "./step.ts";
import { disposeSums, type Sums } from "./sums.ts";
import { enhanced, imageShape, network } from "./testdata/contracts.ts";
import { normalisedNetwork } from "./testdata/normalised_network.ts";
import { moved, shaken, still } from "./testdata/points.ts";
import { workerEstimate } from "./testdata/worker_estimate.ts";
import { deviationOf, memoriesOf } from "./worker_state.ts";

const dataset = synthetic({ trainCount: 60, testCount: 1, imageShape });
const plainNetwork = network({ hidden: [7, 6], classes: 10 });
const key = rootKey(5);
const learningRate = 0.25;

/** Twelve different examples of each of three steps, and one of them twice. */
const STEPS = [0, 1, 2].map((step) =>
  Uint32Array.from({ length: 12 }, (_, i) => (17 * i + 5 * step) % 60)
    .fill(7, 3, 5)
);

for (const engineName of ENGINE_NAMES) {
  test(`workers that stay are plain SGD, to the bit, ${engineName}`, async () => {
    const engine = await openEngine(engineName);
    const normalised = normalisedNetwork({ classes: 10, ghostBatchSize: 4 });
    for (const model of [plainNetwork, normalised]) {
      const parameters = model.init(key);
      const optimizer = gradientDescent();
      const options = { dataset, indices: STEPS[0]!, key };
      const step = trainingStep(engine, { model, optimizer });
      const expected = gradientEstimate(parameters, {
        ...{ ...options, step, microbatch: 4 },
      });
      for (const point of [still(3), moved({ alpha: 1, workers: 3 })]) {
        const estimate = workerEstimate(engine, { model, point });
        const { state, ...sums } = estimate(parameters, {
          ...{ ...options, learningRate, state: {} },
        });
        assertEquals(await bitsOf(sums), await bitsOf(expected));
        disposeSums(sums);
        disposeTensors(state);
      }
      disposeSums(expected);
      disposeTensors(parameters);
    }
  });

  test(`deviations sum to 0, ${engineName}`, async () => {
    const engine = await openEngine(engineName);
    const parameters = plainNetwork.init(key);
    const point = moved({ alpha: 1, workers: 6 });
    const { state, ...sums } = workerEstimate(engine, {
      model: plainNetwork,
      point,
    })(parameters, {
      ...{ dataset, indices: STEPS[0]!, key, learningRate, state: {} },
    });
    const deviations = await Promise.all(
      memoriesOf(state, { workers: 6, parameters })
        .map((memory) => vectorOf(deviationOf(memory, 6))),
    );
    const total = deviations[0]!.map((_, k) =>
      deviations.reduce((sum, omega) => sum + omega[k]!, 0)
    );
    const lengths = deviations.reduce(
      (s, omega) => s + Math.hypot(...omega),
      0,
    );
    assert(lengths > 0.1);
    assert(Math.hypot(...total) <= 1e-5 * lengths);
    disposeSums(sums);
    for (const old of [state, parameters]) disposeTensors(old);
  });

  test(`pure, and leaves no tensor behind, ${engineName}`, async () => {
    const engine = await openEngine(engineName);
    const before = inUse();
    const normalised = normalisedNetwork({ classes: 10, ghostBatchSize: 4 });
    for (const model of [plainNetwork, normalised]) {
      for (
        const point of [still(3), moved({ alpha: 1, workers: 3 }), shaken(3)]
      ) {
        for (const microbatch of [1000, 4]) {
          const weights = enhanced(2);
          const estimate = workerEstimate(engine, { model, point, weights });
          const parameters = model.init(key);
          const start = await bitsOf({ parameters });
          const options = { dataset, key, learningRate, microbatch };
          const [indices, later] = STEPS as [Uint32Array, Uint32Array];
          const first = estimate(parameters, {
            ...{ ...options, indices: indices.subarray(6), state: {} },
          });
          const { state } = first;
          const between = await bitsOf({ state });
          const [once, again] = [1, 2].map(() =>
            estimate(parameters, { ...options, indices: later, state })
          );
          assertEquals(await bitsOf(once!), await bitsOf(again!));
          assertEquals(await bitsOf({ state }), between);
          assertEquals(await bitsOf({ parameters }), start);
          for (const { state, ...sums } of [first, once!, again!]) {
            disposeSums(sums);
            disposeTensors(state);
          }
          disposeTensors(parameters);
        }
      }
    }
    assertEquals(inUse(), before);
  });
}

test("each worker has a key of its own in each step", async () => {
  const engine = await openEngine("cpu");
  const drawn: number[] = [];
  const point: EvaluationPointMethod = {
    ...still(3),
    point: (parameters, { key, random, ...inputs }) => {
      drawn.push(...tf.tidy(() => random.uniform(key, []).dataSync()));
      return still(3).point(parameters, { key, random, ...inputs });
    },
  };
  const parameters = plainNetwork.init(key);
  const { state, ...sums } = workerEstimate(engine, {
    model: plainNetwork,
    point,
  })(parameters, {
    ...{ dataset, indices: STEPS[0]!, key, learningRate, state: {} },
  });
  assertEquals(
    drawn,
    [0, 1, 2].flatMap((worker) => [
      ...uniform(split(split(key, "worker"), worker), 1),
    ]),
  );
  disposeSums(sums);
  for (const old of [state, parameters]) disposeTensors(old);
});

test("what workers have in common is made once, and freed", async () => {
  const engine = await openEngine("cpu");
  const parameters = plainNetwork.init(key);
  const made: NamedTensors[] = [];
  const point: EvaluationPointMethod = {
    ...still(3),
    common: (given) => {
      assertEquals(given, parameters);
      made.push({ two: tf.scalar(2) });
      return made.at(-1)!;
    },
    point: (parameters, { common, ...inputs }) => {
      assertEquals(common?.two?.dataSync()[0], 2);
      return still(3).point(parameters, inputs);
    },
  };
  const before = inUse();
  const { state, ...sums } = workerEstimate(engine, {
    model: plainNetwork,
    point,
  })(parameters, {
    ...{ dataset, indices: STEPS[0]!, key, learningRate, state: {} },
  });
  disposeSums(sums);
  disposeTensors(state);
  assertEquals([made.length, inUse()], [1, before]);
  disposeTensors(parameters);
});

test("256 workers remember 257 gradients, twice that meanwhile", async () => {
  const engine = await openEngine("wasm");
  const workers = 256;
  const model = network({ hidden: [20], classes: 10 });
  const gradientBytes = 4 * model.parameterCount;
  const data = synthetic({ trainCount: 512, testCount: 1, imageShape });
  let most = 0;
  const point: EvaluationPointMethod = {
    ...moved({ alpha: 1, workers }),
    point: (parameters, inputs) => {
      most = Math.max(most, tf.memory().numBytes);
      return moved({ alpha: 1, workers }).point(parameters, inputs);
    },
  };
  const estimate = workerEstimate(engine, { model, point });
  const parameters = model.init(key);
  const options = {
    ...{ dataset: data, key, learningRate },
    indices: Uint32Array.from({ length: 512 }, (_, i) => i),
  };
  const before = tf.memory().numBytes;
  const first = estimate(parameters, { ...options, state: {} });
  const stateBytes = (workers + 1) * gradientBytes;
  // tfjs counts the estimate too, which shares its memory with the mean.
  const sumsBytes = gradientBytes + 4;
  assertEquals(tf.memory().numBytes - before, stateBytes + sumsBytes);
  assertEquals(
    Object.keys(first.state).length,
    (workers + 1) * Object.keys(parameters).length,
  );
  most = 0;
  const { state, ...sums } = estimate(parameters, {
    ...{ ...options, state: first.state },
  });
  // Besides: the sums so far, a point's deviation, and a worker's batch.
  const besides = 4 * gradientBytes;
  assert(most - before <= 2 * stateBytes + besides);
  assert(most - before >= 1.9 * stateBytes);
  disposeSums({ ...first });
  disposeSums(sums);
  for (const old of [first.state, state, parameters]) disposeTensors(old);
});

test("the state of other workers is refused, and nothing is left", async () => {
  const engine = await openEngine("cpu");
  const model = plainNetwork;
  const parameters = model.init(key);
  const options = { dataset, indices: STEPS[0]!, key, learningRate };
  const [two, three] = [2, 3].map((workers) =>
    workerEstimate(engine, { model, point: moved({ alpha: 1, workers }) })
  );
  const { state, ...sums } = two!(parameters, { ...options, state: {} });
  const before = inUse();
  assertThrows(
    () => three!(parameters, { ...options, state }),
    RangeError,
    "Cannot go on with 3 workers: their state must have 24 tensors, " +
      "current number 18",
  );
  assertEquals(inUse(), before);
  disposeSums(sums);
  for (const old of [state, parameters]) disposeTensors(old);
});

async function vectorOf(tensors: NamedTensors): Promise<number[]> {
  const parts: number[] = [];
  for (const tensor of Object.values(tensors)) {
    parts.push(...await tensor.data());
    tensor.dispose();
  }
  return parts;
}

/** The bits of all tensors in records of them. */
async function bitsOf(
  records: Partial<Sums> | Record<string, NamedTensors>,
): Promise<Record<string, Uint32Array>> {
  const bits: Record<string, Uint32Array> = {};
  const visit = async (name: string, value: unknown) => {
    if (value instanceof tf.Tensor) {
      const values = await value.data<"float32">();
      bits[name] = new Uint32Array(values.slice().buffer);
    } else {
      for (const [part, inner] of Object.entries(value as object)) {
        await visit(`${name}/${part}`, inner);
      }
    }
  };
  await visit("", records);
  return bits;
}

/** Tensors, and the backend's buffers, of which some have no tensor. */
function inUse(): { tensors: number; buffers: number } {
  return {
    tensors: tf.memory().numTensors,
    buffers: tf.backend().numDataIds(),
  };
}
