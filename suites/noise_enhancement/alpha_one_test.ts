/**
 * Noise enhancement in real training, with every optimizer.
 *
 * @module
 */
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import type { Method } from "../../core/method.ts";
import { synthetic } from "../../datasets/synthetic.ts";
import { openEngine } from "../../engines/mod.ts";
import { noiseEnhancement, sgd } from "../../methods/mod.ts";
import { mlp } from "../../models/mlp.ts";
import { adam } from "../../training/optimizers/adam.ts";
import { gradientDescent } from "../../training/optimizers/gradient_descent.ts";
import { momentum } from "../../training/optimizers/momentum.ts";
import { constant } from "../../training/schedules/constant.ts";
import { train } from "../../training/train.ts";

const imageShape = [3, 3, 1] as const;
const dataset = synthetic({ trainCount: 50, testCount: 20, imageShape });
const model = mlp({ inputShape: imageShape, hidden: [12], classes: 10 });

for (const optimizer of [gradientDescent(), momentum(), adam()]) {
  test(`α=1 has the bits of plain SGD, α=2 has not, ${optimizer.name}`, async () => {
    const engine = await openEngine("wasm");
    const trained = (method: Method) =>
      train(engine, {
        ...{ dataset, model, method, optimizer, schedule: constant(0.01) },
        ...{ batchSize: 20, stopBelow: 1e-9, maxEpochs: 3, seed: 0 },
      });
    const plain = await trained(sgd());
    assertEquals(await trained(noiseEnhancement({ alpha: 1 })), plain);
    const enhanced = await trained(noiseEnhancement({ alpha: 2 }));
    assertNotEquals(enhanced.links.at(-1), plain.links.at(-1));
    assert(enhanced.epochLosses.every(Number.isFinite));
  });
}
