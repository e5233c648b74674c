import * as tf from "@tensorflow/tfjs-core";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../../core/key.ts";
import { openEngine } from "../../engines/mod.ts";
import { sgd } from "../../methods/sgd.ts";
import { minibatchesOfEpoch } from "../../training/minibatches.ts";
import { gradientDescent } from "../../training/optimizers/gradient_descent.ts";
import { atRate, firstTwice, summed } from "./testing_broken.ts";
import { updateMatrices } from "./update_matrices.ts";

test("atRate multiplies learning rates", async () => {
  await openEngine("wasm");
  const before = tf.memory().numTensors;
  const [matrix] = await updateMatrices(atRate(gradientDescent(), 2), {
    ...{ curvatures: [1], learningRate: 0.25 },
  });
  assertEquals(matrix, { transition: [[0.5]], noise: [-0.5] });
  assertEquals(tf.memory().numTensors, before);
});

test("summed weighs every example 1", () => {
  assertEquals([...summed(sgd)().weights(4, rootKey(0))], [1, 1, 1, 1]);
});

test("firstTwice leaves out the second minibatch", () => {
  const options = { epoch: 0, examples: 6, batchSize: 2, method: sgd() };
  const [first, , third] = minibatchesOfEpoch(rootKey(0), options);
  assertEquals(
    [...firstTwice(minibatchesOfEpoch)(rootKey(0), options)],
    [first, first, third],
  );
});
