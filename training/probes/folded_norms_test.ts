import * as tf from "@tensorflow/tfjs-core";
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { disposeTensors } from "../../core/tensors.ts";
import { openEngine } from "../../engines/mod.ts";
import { foldedNorms } from "./folded_norms.ts";

test("w' = γ w / √(v + ε), b' = β + γ (b - μ) / √(v + ε)", async () => {
  await openEngine("cpu");
  const [w, b, gamma, beta, mean, variance] = [2, 0.5, 3, -1, 0.25, 4];
  const parameters = {
    "conv/kernel": tf.tensor2d([[w]]),
    "conv/bias": tf.tensor1d([b]),
    "norm/gamma": tf.tensor1d([gamma]),
    "norm/beta": tf.tensor1d([beta]),
    "dense/kernel": tf.tensor2d([[7]]),
    "dense/bias": tf.tensor1d([8]),
  };
  const statistics = {
    "norm/mean": tf.tensor1d([mean]),
    "norm/variance": tf.tensor1d([variance]),
  };
  const before = tf.memory().numTensors;
  const { free, fixed, statistics: identity } = foldedNorms(parameters, {
    ...{ statistics, epsilon: 0 },
  });
  const values = (tensors: object) =>
    Object.fromEntries(
      Object.entries(tensors).map(([name, t]) => [name, t.dataSync()[0]]),
    );
  const slope = gamma / Math.sqrt(variance);
  assertEquals(values(free), {
    "conv/kernel": slope * w,
    "dense/kernel": 7,
    "dense/bias": 8,
    "norm/beta": beta + slope * (b - mean),
  });
  assertEquals(values(fixed), { "conv/bias": 0, "norm/gamma": 1 });
  assertEquals(values(identity), { "norm/mean": 0, "norm/variance": 1 });
  for (const made of [free, fixed, identity]) disposeTensors(made);
  assertEquals(tf.memory().numTensors, before);
  for (const own of [parameters, statistics]) disposeTensors(own);
});

test("a bias is not needed, and without normalisation nothing changes", async () => {
  await openEngine("cpu");
  const parameters = {
    "conv/kernel": tf.tensor2d([[2]]),
    "norm/gamma": tf.tensor1d([3]),
    "norm/beta": tf.tensor1d([-1]),
  };
  const statistics = {
    "norm/mean": tf.tensor1d([0.5]),
    "norm/variance": tf.tensor1d([1]),
  };
  const folded = foldedNorms(parameters, { statistics });
  const beta = folded.free["norm/beta"]!.dataSync()[0]!;
  assertAlmostEquals(beta, -1 - 3 * 0.5, 1e-4);
  const plain = { "dense/kernel": parameters["conv/kernel"] };
  const same = foldedNorms(plain, { statistics: {} });
  assertEquals(Object.keys(same.free), ["dense/kernel"]);
  assertEquals([same.fixed, same.statistics], [{}, {}]);
  for (const { free, fixed, statistics } of [folded, same]) {
    for (const made of [free, fixed, statistics]) disposeTensors(made);
  }
  for (const own of [parameters, statistics]) disposeTensors(own);
});

test("a normalisation without its layer right before it is refused", async () => {
  await openEngine("cpu");
  const parameters = { "norm/gamma": tf.tensor1d([1, 1]) };
  tf.tidy(() => {
    assertThrows(
      () => foldedNorms(parameters, { statistics: {} }),
      RangeError,
      "Cannot fold norm into weights: no layer of 2 outputs comes right before it",
    );
  });
  disposeTensors(parameters);
});
