import * as tf from "@tensorflow/tfjs-core";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../../core/key.ts";
import type { Model } from "../../core/model.ts";
import { synthetic } from "../../datasets/synthetic.ts";
import { type Engine, openEngine } from "../../engines/mod.ts";
import { methodOf } from "../../methods/method_of.ts";
import type { StepMethod } from "../../core/method.ts";
import { modelOf } from "../../models/model_of.ts";
import { gradientEstimate } from "../../training/gradient_estimate.ts";
import { gradientDescent } from "../../training/optimizers/gradient_descent.ts";
import { trainingStep } from "../../training/step.ts";
import { resultsWith } from "../testing.ts";
import { overhead } from "./overhead.ts";
import { overheadStudy } from "./overhead_study.ts";
import { regimeOf } from "./regimes.ts";

const EXAMPLES = 4;
const dataset = synthetic({
  ...{ trainCount: EXAMPLES, testCount: 1, imageShape: [28, 28, 1] },
});

/** Multiply-adds of the products that a gradient estimate executes. */
async function executed(
  engine: Engine,
  { model, regime }: { model: Model; regime: "LB" | "LB+Diag" },
): Promise<number> {
  const { method } = regimeOf(regime, { smallBatch: 1, largeBatch: EXAMPLES });
  const step = trainingStep(engine, {
    ...{ model, optimizer: gradientDescent() },
    method: methodOf(method) as StepMethod,
  });
  const parameters = model.init(rootKey(0));
  const { kernels } = await tf.profile(() => {
    gradientEstimate(parameters, {
      ...{ step, dataset, key: rootKey(1) },
      indices: Uint32Array.from({ length: EXAMPLES }, (_, i) => i),
    });
    return [];
  });
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

test("the diagonal costs as many multiply-adds as a forward pass", async () => {
  const engine = await openEngine("cpu");
  const model = modelOf(
    { network: "mlp", hidden: [6, 5], kernel: "He normal" },
    dataset,
  );
  const [plain, noisy] = [
    await executed(engine, { model, regime: "LB" }),
    await executed(engine, { model, regime: "LB+Diag" }),
  ];
  const forward = EXAMPLES * model.multiplyAdds;
  // Nobody needs the gradient of the images.
  const ofImages = EXAMPLES * 28 * 28 * 6;
  assertEquals(plain, 3 * forward - ofImages);
  assertEquals(noisy - plain, forward);
});

test("times below the limit in every network, above it, and near it", () => {
  const cells = overheadStudy.cells("desk").map(({ id }) => id);
  const outcomeWith = (time: number) =>
    overhead.judge(resultsWith("desk", {
      time_ratio: Object.fromEntries(
        cells.map((cell, i) => [
          cell,
          [-0.02, 0.01, 0.03].map((scatter) =>
            (i === 0 ? time : 1.3) + scatter
          ),
        ]),
      ),
    })).outcome;
  assertEquals(cells.length, 2);
  assertEquals(outcomeWith(1.35), "reproduced");
  assertEquals(outcomeWith(1.6), "contradicted");
  assertEquals(outcomeWith(1.5), "inconclusive");
});
