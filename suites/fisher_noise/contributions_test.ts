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
import type {
  ExampleWeightMethod,
  GradientMethod,
  StepMethod,
} from "../../core/method.ts";
import { PLAIN_WEIGHTS } from "../../core/method_parts.ts";
import type { Model } from "../../core/model.ts";
import { disposeTensors } from "../../core/tensors.ts";
import { type Numbers, numbersOf } from "../../core/testing.ts";
import { eager } from "../../engines/eager.ts";
import { ENGINE_NAMES, openEngine } from "../../engines/mod.ts";
import {
  compose,
  fullFisherNoise,
  gnc,
  multiplicativeNoise,
  trueFisherNoise,
} from "../../methods/mod.ts";
import { gradientEstimate } from "../../training/gradient_estimate.ts";
import { gradientDescent } from "../../training/optimizers/gradient_descent.ts";
import { trainingStep } from "../../training/step.ts";
import { disposeSums } from "../../training/sums.ts";
import {
  contributionsByDefinition,
  dataset,
  indices,
  key,
  model,
  parametersOf,
} from "./testdata/own_parameters.ts";
import { squaresOf, sumOf } from "./testing_sums.ts";

const optimizer = gradientDescent();

/** Negative ones too, as noise has them. */
const WEIGHTS = [0.5, -2, 0, 1.25, -0.125, 3, 0.75, -1];
const DRAWN = [1, 0.5, -1, 0.25, -0.5, 2, -0.75, 0.125];
const ONES = WEIGHTS.map(() => 1);

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

/** A method that adds nothing, and tells the statistic that it asks for. */
function telling(
  tell: (statistic: Numbers) => void,
  { statisticExamples }: { statisticExamples: number },
): GradientMethod {
  return {
    ...{ name: "asks", place: "gradient", statistic: "squared gradients" },
    statisticExamples,
    perturbation: (_, { statistic }) => {
      tell(Object.fromEntries(
        Object.entries(statistic)
          .map(([name, numbers]) => [name, [...numbers.dataSync()]]),
      ));
      return {};
    },
  };
}

/** The gradient estimate of a method, from the first examples. */
async function estimateOf(
  engineName: (typeof ENGINE_NAMES)[number],
  method: StepMethod,
  { examples, microbatch = 1000, compile }: {
    examples?: number;
    microbatch?: number;
    compile?: typeof eager;
  } = {},
): Promise<Numbers> {
  const engine = await openEngine(engineName);
  const step = trainingStep({ ...engine, ...(compile ? { compile } : {}) }, {
    ...{ model, optimizer, method },
  });
  const parameters = parametersOf();
  const before = tf.memory().numTensors;
  const { methodState, ...sums } = gradientEstimate(parameters, {
    ...{ step, dataset, key, learningRate: 0.1, microbatch },
    indices: indices.slice(0, examples),
  });
  const numbers = await numbersOf(sums.gradient);
  disposeSums(sums);
  disposeTensors(methodState);
  assertEquals(tf.memory().numTensors, before);
  disposeTensors(parameters);
  return numbers;
}

/** Of order 1; sums of hundreds of products in another order. */
function assertNear(found: Numbers, expected: Numbers): void {
  assertEquals(Object.keys(found).toSorted(), Object.keys(expected).toSorted());
  for (const [name, numbers] of Object.entries(expected)) {
    numbers.forEach((number, i) =>
      assertAlmostEquals(
        found[name]![i]!,
        number,
        5e-5 * (1 + Math.abs(number)),
        `${name} ${i}`,
      )
    );
  }
}

/** g_i as an engine has it, by a weight of 1 for example i alone. */
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
  test(`contributions are weighed one by one, ${engineName}`, async () => {
    const expected = sumOf(await contributionsByDefinition(), WEIGHTS);
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

  test(`with equal weights they are the gradient, ${engineName}`, async () => {
    const losses = weighing(ONES, { weighs: "losses" });
    const expected = await estimateOf(engineName, losses);
    assertNear(await estimateOf(engineName, weighing(ONES)), expected);
  });
}

for (const weighs of ["losses", "contributions"] as const) {
  test(`their squares are what diagonal-Fisher noise is made of, with weights of ${weighs}`, async () => {
    const each = await contributionsByDefinition();
    // Where losses are weighed, δ contains the weights of a whole ghost batch.
    const weights = weighs === "losses" ? ONES : WEIGHTS;
    for (
      const [statisticExamples, microbatch] of [[4, 3], [8, 1000]] as const
    ) {
      let statistic: Numbers | undefined;
      const method = compose(
        weighing(weights, { weighs }),
        telling((found) => statistic = found, { statisticExamples }),
      );
      await estimateOf("tensorflow", method, { microbatch, compile: eager });
      assertNear(
        statistic!,
        squaresOf(each, weights.slice(0, statisticExamples)),
      );
    }
  });
}

test("drawn labels have contributions of their own, and no part in statistics", async () => {
  const drawn = (weights: readonly number[]) => ({
    drawnLabelWeights: () => Float32Array.from(weights),
  });
  const observed = await contributionsOf("tensorflow");
  const ofDrawn = await contributionsOf("tensorflow", (alone) => ({
    ...{ weights: () => new Float32Array(ONES.length), ...drawn(alone) },
  }));
  const each = [...observed, ...ofDrawn];
  const both = [...WEIGHTS, ...DRAWN];
  let statistic: Numbers | undefined;
  const method = compose(
    weighing(WEIGHTS, drawn(DRAWN)),
    telling((found) => statistic = found, { statisticExamples: 8 }),
  );
  assertNear(
    await estimateOf("tensorflow", method, { compile: eager }),
    sumOf(each, both),
  );
  assertNear(statistic!, squaresOf(observed, WEIGHTS));
});

test("workers weigh contributions of their shares", async () => {
  // Whole ghost batches; α = 0 moves no point.
  const still = gnc({ alpha: 0, workers: 2 });
  const [method, examples] = [weighing(WEIGHTS.slice(0, 6)), 6];
  assertNear(
    await estimateOf("tensorflow", compose(method, still), { examples }),
    await estimateOf("tensorflow", method, { examples }),
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
    const expected = sumOf(each, [...weights(ONES.length, key)]);
    const found = await estimateOf("tensorflow", {
      ...method,
      ...(drawnLabelWeights && {
        drawnLabelWeights: () => new Float32Array(ONES.length),
      }),
    });
    assertNear(found, expected);
  });
}

test("a normalising network that gives no contributions is refused", async () => {
  const engine = await openEngine("cpu");
  const { zeroProbes, ...bare } = model;
  const half: Model = {
    ...bare,
    zeroProbes: (probed) => {
      if (probed === "contributions") throw new RangeError("Cannot take them");
      return zeroProbes!(probed);
    },
  };
  const asking = telling(() => {}, { statisticExamples: 1 });
  for (
    const [model, message] of [
      [bare, "gives no gradient statistics"],
      [half, "Cannot take them"],
    ] as const
  ) {
    const before = tf.memory().numTensors;
    for (const method of [weighing(ONES), compose(weighing(ONES), asking)]) {
      assertThrows(
        () => trainingStep(engine, { model, optimizer, method }),
        RangeError,
        message,
      );
    }
    assertEquals(tf.memory().numTensors, before);
  }
});
