import * as tf from "@tensorflow/tfjs-core";
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../core/key.ts";
import { countScalars, disposeTensors, tensorNamed } from "../core/tensors.ts";
import { openEngine } from "../engines/mod.ts";
import { f1, mlp } from "./mlp.ts";

// Counts printed in the protocol of the noise-enhancement paper's claims.
for (const [width, count] of [[500, 1_900_510], [100, 140_110], [50, 55_060]]) {
  test(`f1 of width ${width} has ${count} parameters`, async () => {
    await openEngine("cpu");
    const model = f1({ width: width! });
    const parameters = model.init(rootKey(0));
    assertEquals(model.parameterCount, count);
    assertEquals(countScalars(parameters), count!);
    disposeTensors(parameters);
  });
}

// Counts printed in the protocols of the papers' claims.
for (
  const { sizes, count, multiplyAdds } of [
    { sizes: { hidden: [512, 512] }, count: 669_706, multiplyAdds: 668_672 },
    {
      sizes: { hidden: [64, 64], ghostBatchSize: 16 },
      ...{ count: 55_178, multiplyAdds: 54_912 },
    },
    {
      sizes: { hidden: [64, 64, 64], ghostBatchSize: 16 },
      ...{ count: 59_402, multiplyAdds: 59_008 },
    },
    {
      sizes: { hidden: [32, 32], ghostBatchSize: 16 },
      ...{ count: 26_570, multiplyAdds: 26_432 },
    },
  ]
) {
  const model = mlp({ inputShape: [28, 28, 1], classes: 10, ...sizes });
  test(`${model.name} has ${count} parameters`, () => {
    assertEquals(model.parameterCount, count);
    assertEquals(model.multiplyAdds, multiplyAdds);
  });
}

test("init is a pure function of the key, with Glorot's variance", async () => {
  await openEngine("cpu");
  const model = f1({ width: 200 });
  const [one, same, other] = [0, 0, 1].map((seed) => {
    const parameters = model.init(rootKey(seed));
    const kernel = tensorNamed(parameters, "dense_2/kernel").dataSync();
    disposeTensors(parameters);
    return Float32Array.from(kernel);
  });
  assertEquals(one, same);
  assert(one!.some((value, index) => value !== other![index]));
  const variance = one!.reduce((sum, w) => sum + w * w, 0) / one!.length;
  // Standard error of the variance of U[-r, r]: sqrt(4/5 / n) of itself.
  assertAlmostEquals(variance, 2 / 400, 5 * (2 / 400) * Math.sqrt(0.8 / 4e4));
});

test("apply equals the layers written out by hand", async () => {
  await openEngine("cpu");
  const model = mlp({ inputShape: [2], hidden: [2], classes: 2 });
  const logits = tf.tidy(() =>
    model.apply({
      "dense_1/kernel": tf.tensor2d([[1, -1], [2, 1]]),
      "dense_1/bias": tf.tensor1d([0.5, -1]),
      "dense_2/kernel": tf.tensor2d([[1, 2], [3, 4]]),
      "dense_2/bias": tf.tensor1d([10, -20]),
    }, { x: tf.tensor2d([[1, 1], [-1, 0]]) }).logits.arraySync()
  );
  // [1, 1]: hidden ReLU(3.5, -1) = (3.5, 0); [-1, 0]: ReLU(-0.5, 0) = (0, 0).
  assertEquals(logits, [[13.5, -13], [10, -20]]);
});

test("apply refuses an input of another shape", async () => {
  await openEngine("cpu");
  const model = f1({ width: 2 });
  const parameters = model.init(rootKey(0));
  const x = tf.zeros([3, 32, 32, 3]);
  assertThrows(
    () => model.apply(parameters, { x }),
    RangeError,
    "[batch, 28, 28, 1], current shape [3, 32, 32, 3]",
  );
  x.dispose();
  disposeTensors(parameters);
});
