import * as tf from "@tensorflow/tfjs-core";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { computed } from "../../core/testing.ts";
import { openEngine } from "../../engines/mod.ts";
import { ENGINE_MODES } from "../../engines/testing.ts";
import { assertFollowsPytorch } from "../testdata/optimizers_pytorch.ts";
import { classicalMomentum } from "./classical_momentum.ts";
import { momentum } from "./momentum.ts";
import type { Optimizer } from "./optimizer.ts";

for (const { mode, open } of ENGINE_MODES) {
  test(`20 updates are those of PyTorch's SGD fed η g, ${mode}`, async () => {
    await assertFollowsPytorch(classicalMomentum({ momentum: 0.9 }), {
      engine: await open(),
      name: "classical momentum 0.9",
    });
  });

  test(`momentum 0 is gradient descent, ${mode}`, async () => {
    await assertFollowsPytorch(classicalMomentum({ momentum: 0 }), {
      engine: await open(),
      name: "gradient descent",
    });
  });
}

/** The weight after each update, from 0, by gradients of 1. */
async function weights(
  optimizer: Optimizer,
  learningRates: readonly number[],
): Promise<readonly number[]> {
  await openEngine("cpu");
  const { after } = await computed(() => {
    const gradient = { w: tf.tensor1d([1]) };
    let parameters = optimizer.init(gradient);
    let state = optimizer.init(gradient);
    const after = learningRates.map((rate) => {
      const inputs = { parameters, gradient, state };
      const learningRate = tf.scalar(rate);
      ({ parameters, state } = optimizer.update({ ...inputs, learningRate }));
      return parameters["w"]!;
    });
    return { after: tf.concat(after) };
  });
  return after!;
}

const inside = classicalMomentum({ momentum: 0.5 });
const outside = momentum({ momentum: 0.5 });

test("a constant learning rate is the same inside and outside", async () => {
  assertEquals(await weights(inside, [1, 1, 1]), [-1, -2.5, -4.25]);
  assertEquals(await weights(outside, [1, 1, 1]), [-1, -2.5, -4.25]);
});

test("inside, the velocity keeps the rates it was added with", async () => {
  // v = -1; then -0.5 - 0.25; then -0.375 - 0.25.
  assertEquals(await weights(inside, [1, 0.25, 0.25]), [-1, -1.75, -2.375]);
  // v = 1; 1.5; 1.75; all times the present rate.
  assertEquals(await weights(outside, [1, 0.25, 0.25]), [-1, -1.375, -1.8125]);
});
