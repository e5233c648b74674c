/**
 * What noise methods weigh in a network that normalises ghost batches: the
 * contributions of examples, whose squares diagonal-Fisher noise is made of.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../../core/key.ts";
import type { ExampleWeightMethod, StepMethod } from "../../core/method.ts";
import { PLAIN_WEIGHTS } from "../../core/method_parts.ts";
import { disposeTensors } from "../../core/tensors.ts";
import { type Numbers, numbersOf } from "../../core/testing.ts";
import { synthetic } from "../../datasets/synthetic.ts";
import { ENGINE_NAMES, openEngine } from "../../engines/mod.ts";
import {
  compose,
  fullFisherNoise,
  gnc,
  multiplicativeNoise,
  trueFisherNoise,
} from "../../methods/mod.ts";
import { resnet } from "../../models/resnet.ts";
import { gradientEstimate } from "../../training/gradient_estimate.ts";
import { gradientDescent } from "../../training/optimizers/gradient_descent.ts";
import { trainingStep } from "../../training/step.ts";
import { disposeSums } from "../../training/sums.ts";

const imageShape = [8, 8, 3] as const;
const dataset = synthetic({ trainCount: 30, testCount: 1, imageShape });
const indices = Uint32Array.from({ length: 6 }, (_, i) => 4 * i);
const model = resnet({
  ...{ depth: 8, widths: [2, 3, 4], classes: 10, inputShape: imageShape },
  ghostBatchSize: 3,
});
const key = rootKey(7);
const optimizer = gradientDescent();

/** Examples of these weights. */
function weighing(
  weights: readonly number[],
  options: Partial<ExampleWeightMethod> = {},
): ExampleWeightMethod {
  return {
    ...PLAIN_WEIGHTS,
    name: "of the test",
    weighs: "contributions",
    weights: () => Float32Array.from(weights),
    ...options,
  };
}

const ONES = new Array<number>(6).fill(1);
const WEIGHTS = [0.5, -2, 0, 1.25, -0.125, 3];
const DRAWN = [1, 0.5, -1, 0.25, -0.5, 2];

/** The gradient estimate of a method. */
async function estimateOf(
  engineName: (typeof ENGINE_NAMES)[number],
  method: StepMethod,
  { microbatch }: { microbatch?: number } = {},
): Promise<Numbers> {
  const engine = await openEngine(engineName);
  const step = trainingStep(engine, { model, optimizer, method });
  const parameters = model.init(key);
  const before = tf.memory().numTensors;
  const { methodState, ...sums } = gradientEstimate(parameters, {
    ...{ step, dataset, indices, key, learningRate: 0.1 },
    ...(microbatch === undefined ? {} : { microbatch }),
  });
  const numbers = await numbersOf({ ...sums.gradient, loss: sums.loss });
  disposeSums(sums);
  disposeTensors(methodState);
  assertEquals(tf.memory().numTensors, before);
  disposeTensors(parameters);
  return numbers;
}

/** Of order 1; sums of thousands of products in another order. */
function assertNear(found: Numbers, expected: Numbers): void {
  assertEquals(Object.keys(found).toSorted(), Object.keys(expected).toSorted());
  for (const [name, numbers] of Object.entries(expected)) {
    numbers.forEach((number, i) =>
      assertAlmostEquals(found[name]![i]!, number, 2e-5, `${name} ${i}`)
    );
  }
}

/** Σ w_i v_i of what each example has alone. */
function sumOf(each: readonly Numbers[], weights: readonly number[]): Numbers {
  return Object.fromEntries(
    Object.keys(each[0]!).map((name) => [
      name,
      Array.from(
        each[0]![name]!,
        (_, i) =>
          each.reduce((sum, own, e) => sum + weights[e]! * own[name]![i]!, 0),
      ),
    ]),
  );
}

/** g_i of every example, by a weight of 1 for it alone. */
async function contributionsOf(
  engineName: (typeof ENGINE_NAMES)[number],
  options: (weights: readonly number[]) => Partial<ExampleWeightMethod> =
    () => ({}),
): Promise<Numbers[]> {
  const each: Numbers[] = [];
  for (const i of ONES.keys()) {
    const alone = ONES.map((_, j) => Number(i === j));
    each.push(await estimateOf(engineName, weighing(alone, options(alone))));
  }
  return each;
}

for (const engineName of ENGINE_NAMES) {
  test(`with equal weights contributions are the gradient, ${engineName}`, async () => {
    const losses = weighing(ONES, { weighs: "losses" });
    const expected = await estimateOf(engineName, losses);
    assertNear(await estimateOf(engineName, weighing(ONES)), expected);
  });

  test(`contributions are weighed one by one, ${engineName}`, async () => {
    const each = await contributionsOf(engineName);
    const expected = sumOf(each, WEIGHTS);
    for (const microbatch of [3, 1000]) {
      const method = weighing(WEIGHTS);
      assertNear(
        await estimateOf(engineName, method, { microbatch }),
        expected,
      );
    }
    const losses = await estimateOf(
      engineName,
      weighing(WEIGHTS, { weighs: "losses" }),
    );
    const distances = losses["conv_1/kernel"]!.map((number, i) =>
      Math.abs(number - expected["conv_1/kernel"]![i]!)
    );
    assert(Math.max(...distances) > 0.1, "losses are something else");
  });
}

test("their squares are the statistic of diagonal-Fisher noise", async () => {
  const engine = await openEngine("tensorflow");
  const each = await contributionsOf("tensorflow");
  const squares = sumOf(
    each.map((own) =>
      Object.fromEntries(
        Object.entries(own)
          .map(([name, g]) => [name, g.map((number) => number ** 2)]),
      )
    ),
    ONES,
  );
  let statistic: Numbers | undefined;
  const parameters = model.init(key);
  const step = trainingStep({ ...engine, compile: (f) => f }, {
    ...{ model, optimizer },
    method: compose(weighing(ONES, { weighs: "losses" }), {
      ...{ name: "asks", place: "gradient", statistic: "squared gradients" },
      perturbation: (_, { statistic: found }) => {
        statistic = Object.fromEntries(
          Object.entries(found)
            .map(([name, numbers]) => [name, [...numbers.dataSync()]]),
        );
        return {};
      },
    }),
  });
  disposeSums(gradientEstimate(parameters, { step, dataset, indices, key }));
  disposeTensors(parameters);
  const { loss: _, ...expected } = squares;
  const found = Object.entries(statistic!)
    .map(([name, means]) => [name, means.map((mean) => 6 * mean)]);
  assertNear(Object.fromEntries(found), expected);
});

test("drawn labels have contributions of their own", async () => {
  const drawn = (weights: readonly number[]) => ({
    drawnLabelWeights: () => Float32Array.from(weights),
  });
  const none = ONES.map(() => 0);
  const observed = await contributionsOf("tensorflow");
  const ofDrawn = await contributionsOf("tensorflow", (alone) => ({
    ...{ weights: () => Float32Array.from(none), ...drawn(alone) },
  }));
  const expected = sumOf(
    [...observed, ...ofDrawn],
    [...WEIGHTS, ...DRAWN],
  );
  const method = weighing(WEIGHTS, drawn(DRAWN));
  assertNear(await estimateOf("tensorflow", method), expected);
});

test("workers weigh contributions of their shares", async () => {
  // Shares are whole ghost batches, and α = 0 moves no point.
  const still = gnc({ alpha: 0, workers: 2 });
  assertNear(
    await estimateOf("tensorflow", compose(weighing(WEIGHTS), still)),
    await estimateOf("tensorflow", weighing(WEIGHTS)),
  );
});

for (
  const method of [
    fullFisherNoise({ scale: 0.5 }),
    multiplicativeNoise({ variance: 1 }),
    trueFisherNoise({ scale: 0.5 }),
  ]
) {
  test(`${method.name} weighs contributions`, async () => {
    const each = await contributionsOf("tensorflow");
    const { weights, drawnLabelWeights } = method;
    const expected = sumOf(each, [...weights(6, key)]);
    const found = await estimateOf("tensorflow", {
      ...method,
      ...(drawnLabelWeights && {
        drawnLabelWeights: () => new Float32Array(6),
      }),
    });
    assertNear(found, expected);
  });
}

test("a normalising network that gives no contributions is refused", async () => {
  const engine = await openEngine("cpu");
  const { zeroProbes: _, ...bare } = model;
  const before = tf.memory().numTensors;
  assertThrows(
    () =>
      trainingStep(engine, {
        ...{ model: bare, optimizer, method: weighing(ONES) },
      }),
    RangeError,
    "Cannot take contributions of",
  );
  assertEquals(tf.memory().numTensors, before);
});
