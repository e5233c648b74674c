import * as tf from "@tensorflow/tfjs-core";
import { assertEquals, assertLess, assertNotEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey, split } from "../../core/key.ts";
import { disposeTensors } from "../../core/tensors.ts";
import { synthetic } from "../../datasets/mod.ts";
import { ENGINE_NAMES, openEngine } from "../../engines/mod.ts";
import { noiseEnhancement } from "../../methods/noise_enhancement.ts";
import { sgd } from "../../methods/sgd.ts";
import { mlp } from "../../models/mlp.ts";
import { vectorOf } from "../../training/probes/vectors.ts";
import { gradientProbe, perExampleGradients } from "./gradient_probe.ts";
import { combination, relativeDistance } from "./vectors.ts";

for (const name of ENGINE_NAMES) {
  test(`${name}: an estimate is the weighted sum of per-example gradients`, async () => {
    const engine = await openEngine(name);
    const before = tf.memory().numTensors;
    const dataset = synthetic();
    const model = mlp({
      inputShape: dataset.imageShape,
      hidden: [4],
      classes: dataset.classes,
    });
    const probe = gradientProbe(engine, { model, dataset, seed: 0 });
    const estimate = await probe.estimate(
      noiseEnhancement({ alpha: 3 }),
      Uint32Array.of(0, 1, 2, 0),
    );
    const [first, second, third] = await perExampleGradients(probe, 3);
    probe.dispose();
    assertEquals(estimate.length, model.parameterCount);
    // 3/2 (g_0 + g_1) - (g_2 + g_0), in single precision.
    const expected = combination([0.5, first!], [1.5, second!], [-1, third!]);
    assertLess(relativeDistance(estimate, expected), 1e-6);
    assertEquals(tf.memory().numTensors, before);
  });
}

test("an estimate at other parameters is that of a network that starts there", async () => {
  const engine = await openEngine("wasm");
  const before = tf.memory().numTensors;
  const dataset = synthetic();
  const model = mlp({
    inputShape: dataset.imageShape,
    hidden: [4],
    classes: dataset.classes,
  });
  const [here, there] = [0, 1].map((seed) =>
    gradientProbe(engine, { model, dataset, seed })
  );
  const start = model.init(split(rootKey(1), "init"));
  const at = await vectorOf(start);
  const indices = Uint32Array.of(0, 1);
  assertEquals(
    await here!.estimate(sgd(), indices, { at }),
    await there!.estimate(sgd(), indices),
  );
  assertNotEquals(
    await here!.estimate(sgd(), indices),
    await there!.estimate(sgd(), indices),
  );
  disposeTensors(start);
  for (const probe of [here, there]) probe!.dispose();
  assertEquals(tf.memory().numTensors, before);
});
