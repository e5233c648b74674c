import * as tf from "@tensorflow/tfjs-core";
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../core/key.ts";
import type {
  CompositeMethod,
  ExampleWeightMethod,
  GradientMethod,
} from "../core/method.ts";
import { disposeTensors } from "../core/tensors.ts";
import { synthetic } from "../datasets/synthetic.ts";
import { ENGINE_NAMES, openEngine } from "../engines/mod.ts";
import { batchOf } from "./batch.ts";
import { gradientEstimate } from "./gradient_estimate.ts";
import {
  type AskedStatistic,
  askedStatistics,
  observedExamples,
} from "./gradient_statistics.ts";
import { gradientDescent } from "./optimizers/gradient_descent.ts";
import { trainingStep } from "./step.ts";
import { disposeSums } from "./sums.ts";
import { enhanced, imageShape, network, plain } from "./testdata/contracts.ts";
import { observedNetwork } from "./testdata/observed_network.ts";

const dataset = synthetic({ trainCount: 40, testCount: 1, imageShape });
const model = observedNetwork({ classes: 10 });
const key = rootKey(5);
const indices = Uint32Array.from({ length: 16 }, (_, i) => (7 * i) % 40);

/** A method that adds nothing, but is told its statistic. */
function asking(
  statistic: GradientMethod["statistic"],
  options: Partial<GradientMethod> = {},
): GradientMethod {
  return {
    name: `asks for ${statistic}`,
    place: "gradient",
    statistic,
    perturbation: () => ({}),
    ...options,
  };
}

test("each statistic is asked for once, none not at all", () => {
  const methods = [
    asking("Kronecker factors"),
    asking("none"),
    asking("squared gradients"),
    asking("Kronecker factors"),
  ];
  assertEquals(askedStatistics(methods), [
    ...["Kronecker factors", "squared gradients"],
  ]);
  assertEquals(askedStatistics([]), []);
});

test("where all that is observed weighs nothing, the statistic is 0", async () => {
  const engine = await openEngine("wasm");
  let found: number[] | undefined;
  const method: CompositeMethod = {
    name: "of the test",
    place: "several",
    // The first of two minibatches weighs nothing.
    weights: enhanced(0),
    gradient: [
      asking("squared gradients", {
        statisticExamples: 5,
        perturbation: (_, { statistic }) => {
          found = Object.values(statistic)
            .flatMap((numbers) => [...numbers.dataSync()]);
          return {};
        },
      }),
    ],
  };
  const parameters = model.init(key);
  const step = trainingStep(engine, {
    ...{ model, optimizer: gradientDescent(), method },
  });
  const sums = gradientEstimate(parameters, {
    ...{ step, dataset, indices, key, learningRate: 0.1, microbatch: 1000 },
  });
  assertEquals([...new Set(found)], [0]);
  disposeSums(sums);
  disposeTensors(parameters);
});

test("as many examples are observed as the method wants that wants most", () => {
  const some = (statisticExamples: number) =>
    asking("squared gradients", { statisticExamples });
  assertEquals(observedExamples([some(3), some(5)], 16), 5);
  assertEquals(observedExamples([some(30)], 16), 16);
  assertEquals(
    observedExamples([some(3), asking("squared gradients")], 16),
    16,
  );
  assertEquals(observedExamples([some(3), asking("none")], 16), 3);
  assertEquals(observedExamples([asking("none")], 16), 0);
});

const CASES: readonly {
  weights: ExampleWeightMethod;
  statistic: AskedStatistic;
  statisticExamples: number;
}[] = [
  { weights: plain, statistic: "squared gradients", statisticExamples: 16 },
  {
    weights: enhanced(3),
    statistic: "squared gradients",
    statisticExamples: 16,
  },
  {
    weights: enhanced(3),
    statistic: "squared gradients",
    statisticExamples: 5,
  },
  {
    weights: enhanced(3),
    statistic: "Kronecker factors",
    statisticExamples: 10,
  },
];

for (const engineName of ENGINE_NAMES) {
  for (const { weights, ...asked } of CASES) {
    const title = `${asked.statistic} of ${asked.statisticExamples}`;
    test(`${title}, ${weights.name}, are weighted means, ${engineName}`, async () => {
      await openEngine("cpu");
      const expected = byDefinition({ weights, ...asked });
      const engine = await openEngine(engineName);
      for (const microbatch of [3, 8, 1000]) {
        const found = await statisticIn(engine, {
          ...{ weights, asked, microbatch },
        });
        assertEquals(Object.keys(found), Object.keys(expected));
        for (const [name, numbers] of Object.entries(expected)) {
          const largest = Math.max(...numbers.map(Math.abs));
          numbers.forEach((number, i) =>
            // Softmax, products and a sum over 16 examples.
            assertAlmostEquals(
              found[name]![i]!,
              number,
              64 * 2 ** -24 * largest,
              `${name} ${i}, microbatches of ${microbatch}`,
            )
          );
        }
      }
    });
  }
}

test("a network that gives no statistics is refused at once", async () => {
  const engine = await openEngine("cpu");
  const before = tf.memory().numTensors;
  assertThrows(
    () =>
      trainingStep(engine, {
        model: network({ hidden: [], classes: 10 }),
        optimizer: gradientDescent(),
        method: asking("squared gradients"),
      }),
    RangeError,
    "Cannot take squared gradients of network 9-10: it gives no gradient statistics",
  );
  assertEquals(tf.memory().numTensors, before);
});

/** What a method sees in a step; taken out as noise of a parameter's shape. */
async function statisticIn(
  engine: Awaited<ReturnType<typeof openEngine>>,
  { weights, asked, microbatch }: {
    weights: ExampleWeightMethod;
    asked: Pick<GradientMethod, "statistic" | "statisticExamples">;
    microbatch: number;
  },
): Promise<Record<string, number[]>> {
  const found: Record<string, number[]> = {};
  const shapes = asked.statistic === "squared gradients"
    ? { "layer/kernel": [9, 10] }
    : { "layer/inputs": [9, 9], "layer/outputs": [10, 10] };
  for (const [name, shape] of Object.entries(shapes)) {
    const size = shape[0]! * shape[1]!;
    const method: CompositeMethod = {
      ...{ name: "test", place: "several", weights },
      gradient: [
        asking("none", {
          perturbation: (g) => ({
            "layer/kernel": tf.neg(g["layer/kernel"]!),
          }),
        }),
        asking(asked.statistic, {
          ...asked,
          perturbation: (_, { statistic }) => {
            const numbers = tf.reshape(statistic[name]!, [-1]);
            const most = Math.min(size, 90);
            const padded = tf.pad(tf.slice(numbers, 0, most), [[0, 90 - most]]);
            return { "layer/kernel": tf.reshape(padded, [9, 10]) };
          },
        }),
      ],
    };
    const step = trainingStep(engine, {
      ...{ model, optimizer: gradientDescent(), method },
    });
    const parameters = model.init(key);
    const before = tf.memory().numTensors;
    const estimate = gradientEstimate(parameters, {
      ...{ step, dataset, indices, key, microbatch },
    });
    const values = await estimate.gradient["layer/kernel"]!.data();
    found[name] = [...values.subarray(0, Math.min(size, 90))];
    disposeSums(estimate);
    assertEquals(tf.memory().numTensors, before);
    tf.dispose({ ...parameters });
  }
  return found;
}

/** Loops over examples in double precision. */
function byDefinition(
  { weights, statistic, statisticExamples }: typeof CASES[number],
): Record<string, number[]> {
  const { minibatches } = weights;
  const w = weights.weights(indices.length / minibatches, key);
  const squares = new Array<number>(90).fill(0);
  const inputs = new Array<number>(81).fill(0);
  const outputs = new Array<number>(100).fill(0);
  let squaredWeights = 0;
  tf.tidy(() => {
    const kernel = model.init(key)["layer/kernel"] as tf.Tensor2D;
    const { x, labels } = batchOf(dataset.train, { indices, imageShape });
    const rows = tf.reshape(x, [-1, 9]) as tf.Tensor2D;
    const softmax = tf.softmax(tf.matMul(rows, kernel))
      .arraySync() as number[][];
    const pixels = rows.arraySync();
    const classes = labels.dataSync();
    for (let i = 0; i < statisticExamples; i++) {
      const delta = softmax[i]!.map((p, k) => p - Number(k === classes[i]));
      const square = w[i]! ** 2;
      squaredWeights += square;
      pixels[i]!.forEach((a, j) => {
        delta.forEach((d, k) => squares[j * 10 + k]! += square * (a * d) ** 2);
        pixels[i]!.forEach((b, k) => inputs[j * 9 + k]! += a * b);
      });
      delta.forEach((c, j) =>
        delta.forEach((d, k) => outputs[j * 10 + k]! += square * c * d)
      );
    }
  });
  const over = (sums: number[], divisor: number) =>
    sums.map((sum) => sum / divisor);
  return statistic === "squared gradients"
    ? { "layer/kernel": over(squares, squaredWeights) }
    : {
      "layer/inputs": over(inputs, statisticExamples),
      "layer/outputs": over(outputs, squaredWeights).slice(0, 90),
    };
}
