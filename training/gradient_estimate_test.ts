import * as tf from "@tensorflow/tfjs-core";
import {
  assertAlmostEquals,
  assertEquals,
  assertRejects,
  assertThrows,
} from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../core/key.ts";
import type { StepMethod } from "../core/method.ts";
import type { NamedTensors } from "../core/tensors.ts";
import { synthetic } from "../datasets/synthetic.ts";
import { computed, type Numbers } from "../core/testing.ts";
import { type Engine, ENGINE_NAMES, openEngine } from "../engines/mod.ts";
import { batchOf } from "./batch.ts";
import {
  gradientEstimate,
  type GradientEstimateOptions,
} from "./gradient_estimate.ts";
import { gradientDescent } from "./optimizers/gradient_descent.ts";
import { trainingStep } from "./step.ts";
import type { Sums } from "./sums.ts";
import { enhanced, imageShape, network, plain } from "./testdata/contracts.ts";
import { normalisedNetwork } from "./testdata/normalised_network.ts";

const dataset = synthetic({ trainCount: 40, testCount: 1, imageShape });
const model = network({ hidden: [7, 6], classes: 10 });
const key = rootKey(5);

/** Two minibatches of 8; 39 is twice in the first and once in the second. */
const indices = Uint32Array.of(
  ...[0, 31, 7, 22, 39, 5, 39, 12],
  ...[1, 17, 25, 38, 39, 8, 30, 9],
);

const CASES = [
  { method: plain, weights: Array<number>(16).fill(1 / 16) },
  {
    method: enhanced(3),
    weights: [
      ...Array<number>(8).fill(3 / 8),
      ...Array<number>(8).fill(-1 / 4),
    ],
  },
];

/**
 * Allowed error relative to the largest Σ |w_i| |∂ℓ_i| of a tensor: 16 units
 * (2^-24) for the sum over 16 examples, and as many for an example's own
 * gradient through three layers.
 */
const ROUNDING = 32 * 2 ** -24;

for (const { method, weights } of CASES) {
  for (const engineName of ENGINE_NAMES) {
    test(`${method.name} is the weighted sum, ${engineName}`, async () => {
      const expected = await oneExampleAtATime(weights);
      const engine = await openEngine(engineName);
      for (const microbatch of [1, 3, 7, 16, 1000]) {
        const actual = await estimate(engine, { method, microbatch });
        assertEquals(Object.keys(actual), Object.keys(expected));
        for (const [name, { values, magnitude }] of Object.entries(expected)) {
          values.forEach((value, i) =>
            assertAlmostEquals(
              actual[name]![i]!,
              value,
              ROUNDING * magnitude,
              `${name} ${i}, microbatches of ${microbatch}`,
            )
          );
        }
      }
    });
  }
}

/** Each minibatch of 8 by itself: ghost batches of 3, 3 and 2. */
const GHOST_BATCHES = [[0, 3], [3, 6], [6, 8], [8, 11], [11, 14], [14, 16]];

for (const engineName of ENGINE_NAMES) {
  test(`a step is made of its ghost batches, ${engineName}`, async () => {
    const model = normalisedNetwork({ classes: 10, ghostBatchSize: 3 });
    const method = enhanced(3);
    const weights = method.weights(8, key);
    const engine = await openEngine(engineName);
    const step = trainingStep(engine, {
      ...{ model, optimizer: gradientDescent(), method },
    });
    const options = { step, dataset, indices, key };
    const all = (sumsOf: (parameters: NamedTensors) => Sums) =>
      computed(() => {
        const { gradient, loss, statistics } = sumsOf(model.init(key));
        return { ...gradient, loss, ...statistics };
      });
    const expected = await all((parameters) =>
      GHOST_BATCHES.reduce((sums, [from, to]) => {
        const batch = {
          ...batchOf(dataset.train, {
            indices: indices.subarray(from, to),
            imageShape,
          }),
          weights: tf.tensor1d(weights.subarray(from, to)),
        };
        return step.accumulate(parameters, { sums, batch });
      }, step.zero(parameters))
    );
    for (const microbatch of [3, 5, 8, 1000]) {
      const found = await all((parameters) =>
        gradientEstimate(parameters, { ...options, microbatch })
      );
      for (const [name, values] of Object.entries(expected)) {
        const largest = Math.max(...values.map(Math.abs));
        values.forEach((value, i) =>
          assertAlmostEquals(
            found[name]![i]!,
            value,
            ROUNDING * largest,
            `${name} ${i}, microbatches of ${microbatch}`,
          )
        );
      }
    }
  });
}

test("statistics are sums over all examples, whatever their weights", async () => {
  const model = normalisedNetwork({ classes: 10, ghostBatchSize: 3 });
  const engine = await openEngine("cpu");
  const step = trainingStep(engine, {
    ...{ model, optimizer: gradientDescent(), method: enhanced(3) },
  });
  tf.tidy(() => {
    const parameters = model.init(key);
    const { statistics } = gradientEstimate(parameters, {
      ...{ step, dataset, indices, key },
    });
    const { x } = batchOf(dataset.train, { indices, imageShape });
    const kernel = parameters["first"] as tf.Tensor2D;
    const hidden = tf.matMul<tf.Tensor2D>(tf.reshape(x, [-1, 9]), kernel);
    const expected = tf.sum(hidden, 0).dataSync();
    statistics.mean!.dataSync().forEach((sum, unit) =>
      // 16 terms of order 1, added in another order.
      assertAlmostEquals(sum, expected[unit]!, 16 * 16 * 2 ** -24)
    );
  });
});

test("a microbatch that holds no ghost batch is refused", async () => {
  const engine = await openEngine("cpu");
  const model = normalisedNetwork({ classes: 10, ghostBatchSize: 3 });
  const step = trainingStep(engine, { model, optimizer: gradientDescent() });
  const before = tf.memory().numTensors;
  assertThrows(
    () =>
      gradientEstimate({}, {
        ...{ step, dataset, indices, key, microbatch: 2 },
      }),
    RangeError,
    "microbatch must hold a ghost batch of 3 examples, current value 2",
  );
  assertEquals(tf.memory().numTensors, before);
});

test("microbatches of no or half a size are refused", async () => {
  const engine = await openEngine("cpu");
  for (const microbatch of [0, -1, 1.5, NaN]) {
    await assertRejects(
      () => estimate(engine, { method: plain, microbatch }),
      RangeError,
      `microbatch must be a positive integer, current value ${microbatch}`,
    );
  }
});

test("minibatches of unequal size are refused", async () => {
  const engine = await openEngine("cpu");
  const method = enhanced(2);
  for (const odd of [indices.subarray(1), new Uint32Array(0)]) {
    await assertRejects(
      () => estimate(engine, { method, indices: odd }),
      RangeError,
      `2 equal minibatches: it has ${odd.length} examples`,
    );
  }
});

/** The code under test: gradient by parameter name, and loss as "loss". */
async function estimate(
  engine: Engine,
  { method, ...options }:
    & { method: StepMethod }
    & Partial<GradientEstimateOptions>,
): Promise<Numbers> {
  const step = trainingStep(engine, {
    ...{ model, optimizer: gradientDescent(), method },
  });
  return await computed(() => {
    const { gradient, loss } = gradientEstimate(model.init(key), {
      ...{ step, dataset, indices, key },
      ...options,
    });
    return { ...gradient, loss };
  });
}

/** The oracle: a backward pass for each example, sums in double precision. */
async function oneExampleAtATime(
  weights: readonly number[],
): Promise<Record<string, { values: number[]; magnitude: number }>> {
  await openEngine("cpu");
  const terms: { weight: number; of: Numbers }[] = [];
  for (const [position, weight] of weights.entries()) {
    const of = await computed(() =>
      gradientOfExample(model.init(key), indices[position]!)
    );
    terms.push({ weight, of });
  }
  const sumOf = (f: (term: typeof terms[number]) => number) =>
    terms.reduce((sum, term) => sum + f(term), 0);
  return Object.fromEntries(
    Object.entries(terms[0]!.of).map(([name, { length }]) => {
      const positions = Array.from({ length }, (_, i) => i);
      return [name, {
        values: positions.map((i) =>
          sumOf(({ weight, of }) => weight * of[name]![i]!)
        ),
        magnitude: Math.max(
          ...positions.map((i) =>
            sumOf(({ weight, of }) => Math.abs(weight * of[name]![i]!))
          ),
        ),
      }];
    }),
  );
}

/** ∇ℓ and ℓ = log Σ exp z - z_y of one example, ℓ as "loss". */
function gradientOfExample(
  parameters: NamedTensors,
  index: number,
): NamedTensors {
  const { images, labels } = dataset.train;
  const pixels = Array.from(images.subarray(index * 9, index * 9 + 9));
  const x = tf.tensor4d(pixels.map((pixel) => pixel / 255), [1, ...imageShape]);
  const names = Object.keys(parameters);
  const lossOf = (...values: tf.Tensor[]) => {
    const { logits } = model.apply(
      Object.fromEntries(names.map((name, i) => [name, values[i]!])),
      { x },
    );
    const logit = tf.slice(logits, [0, labels[index]!], [1, 1]);
    return tf.sub(tf.logSumExp(logits), tf.reshape(logit, []));
  };
  const { value, grads } = tf.valueAndGrads(lossOf)(Object.values(parameters));
  return {
    ...Object.fromEntries(names.map((name, i) => [name, grads[i]!])),
    loss: value,
  };
}
