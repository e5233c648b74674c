import * as tf from "@tensorflow/tfjs-core";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../../core/key.ts";
import type { Model } from "../../core/model.ts";
import { disposeTensors } from "../../core/tensors.ts";
import { synthetic } from "../../datasets/synthetic.ts";
import { openEngine } from "../../engines/mod.ts";
import {
  stepMethodOf,
  type StepMethodSettings,
} from "../../methods/method_of.ts";
import { modelOf } from "../../models/model_of.ts";
import { gradientEstimate } from "../../training/gradient_estimate.ts";
import { gradientDescent } from "../../training/optimizers/gradient_descent.ts";
import { trainingStep } from "../../training/step.ts";
import { stepMultiplyAdds } from "./step_multiply_adds.ts";

const EXAMPLES = 4;
const dataset = synthetic({
  ...{ trainCount: EXAMPLES, testCount: 1, imageShape: [28, 28, 1] },
});
const PLAIN: StepMethodSettings = { name: "sgd" };
const DIAGONAL = { name: "diagonal-Fisher noise", scale: 1 } as const;
const MLP = modelOf(
  { network: "mlp", hidden: [6, 5], kernel: "He normal" },
  dataset,
);

/** As counted, of a step of all examples. */
function counted(model: Model, method: StepMethodSettings): number {
  return stepMultiplyAdds(model, { method, batchSize: EXAMPLES });
}

/** Multiply-adds of the matrix products that a gradient estimate executes. */
async function executed(
  model: Model,
  method: StepMethodSettings,
): Promise<number> {
  const step = trainingStep(await openEngine("cpu"), {
    ...{ model, optimizer: gradientDescent() },
    method: stepMethodOf(method),
  });
  const parameters = model.init(rootKey(0));
  const { kernels } = await tf.profile(() =>
    tf.tidy(() => {
      gradientEstimate(parameters, {
        ...{ step, dataset, key: rootKey(1) },
        indices: Uint32Array.from({ length: EXAMPLES }, (_, i) => i),
      });
      return [];
    })
  );
  disposeTensors(parameters);
  return kernels.reduce(
    (sum, { name, inputShapes, outputShapes }) =>
      sum + (/MatMul$/.test(name) ? ofProduct(inputShapes, outputShapes) : 0),
    0,
  );
}

/** [.., m, k] times [.., k, n], transposed or not: √(mk · kn · mn). */
function ofProduct(
  inputs: readonly (readonly number[])[],
  [output]: readonly (readonly number[])[],
): number {
  const [a, b, c] = [inputs[0]!, inputs[1]!, output!].map((shape) =>
    shape.slice(-2).reduce((product, n) => product * n, 1)
  ) as [number, number, number];
  const batch = output!.slice(0, -2).reduce((product, n) => product * n, 1);
  return batch * Math.round(Math.sqrt(a * b * c));
}

test("dense layers execute what is counted, but for the images' gradient", async () => {
  const ofImages = EXAMPLES * 28 * 28 * 6;
  for (const method of [PLAIN, DIAGONAL]) {
    assertEquals(
      await executed(MLP, method),
      counted(MLP, method) - ofImages,
    );
  }
  assertEquals(
    counted(MLP, DIAGONAL) - counted(MLP, PLAIN),
    EXAMPLES * MLP.multiplyAdds,
  );
});

test("convolutions execute a diagonal as counted, with few rows of zeros", async () => {
  const model = modelOf(
    { network: "lenet", widths: [2, 3], hidden: [5, 4] },
    dataset,
  );
  // All other products of its convolutions are no matrix products in tfjs.
  const done = await executed(model, DIAGONAL) - await executed(model, PLAIN);
  const expected = counted(model, DIAGONAL) - counted(model, PLAIN);
  assert(done >= expected && done <= 7 / 6 * expected, `${done}, ${expected}`);
});

test("statistics of some of the examples, of several minibatches, and others", () => {
  const forward = MLP.multiplyAdds;
  const ratioOf = (method: StepMethodSettings) =>
    (counted(MLP, method) - counted(MLP, PLAIN)) / forward;
  assertEquals(ratioOf({ ...DIAGONAL, statisticExamples: 2 }), 2);
  assertEquals(
    ratioOf({
      ...{ name: "noise enhancement", alpha: 2, sampling: "independent" },
    }),
    3 * EXAMPLES,
  );
  const factors = [784, 6, 5].reduce((sum, n) => sum + (n + 1) ** 2, 0) +
    [6, 5, 10].reduce((sum, n) => sum + n ** 2, 0);
  assertEquals(
    counted(MLP, { name: "K-FAC noise", scale: 1 }) - counted(MLP, PLAIN),
    EXAMPLES * factors,
  );
});

test("drawn labels take a pass of their own where a network normalises", async () => {
  const normalising = modelOf({
    ...{ network: "mlp", hidden: [6, 5], kernel: "He normal" },
    ghostBatchSize: 2,
  }, dataset);
  const drawn = { name: "true-Fisher noise", scale: 1 } as const;
  const ofImages = EXAMPLES * 28 * 28 * 6;
  assertEquals(
    await executed(normalising, drawn),
    counted(normalising, drawn) - 2 * ofImages,
  );
  assertEquals(counted(normalising, drawn), 2 * counted(normalising, PLAIN));
  assertEquals(await executed(MLP, drawn), counted(MLP, drawn) - ofImages);
});

test("a network without gradient statistics is refused", () => {
  const { statisticMultiplyAdds: _, ...model } = MLP;
  assertThrows(
    () => counted(model, DIAGONAL),
    RangeError,
    "Cannot count squared gradients of mlp",
  );
});
