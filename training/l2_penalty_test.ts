import * as tf from "@tensorflow/tfjs-core";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { openEngine } from "../engines/mod.ts";
import { l2Penalty } from "./l2_penalty.ts";
import { isKernel } from "./optimizers/applies.ts";

test("the penalty is λ/2 Σ w² of what decays, and keeps no tensor", async () => {
  await openEngine("cpu");
  const parameters = {
    "dense_1/kernel": tf.tensor2d([[1, 2], [3, 0]]),
    "dense_2/kernel": tf.tensor1d([4]),
    "dense_1/bias": tf.tensor1d([10]),
  };
  const before = tf.memory().numTensors;
  // 0.1/2 · (1 + 4 + 9 + 16), and with the bias 0.1/2 · 130.
  const options = { rate: 0.1, applies: isKernel };
  assertEquals(await l2Penalty(parameters, options), 0.05 * 30);
  assertEquals(
    await l2Penalty(parameters, { ...options, applies: () => true }),
    0.05 * 130,
  );
  assertEquals(tf.memory().numTensors, before);
  tf.dispose(parameters);
});
