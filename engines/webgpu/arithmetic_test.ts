import * as tf from "@tensorflow/tfjs-core";
import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { arithmeticHash } from "./arithmetic.ts";
import { openWebgpu } from "./open.ts";
import { kernelOf, setKernel } from "./program.ts";

test("the hash is the same each time and leaves no tensor behind", async () => {
  await openWebgpu();
  const before = tf.memory().numTensors;
  const hash = await arithmeticHash();
  assertMatch(hash, /^[0-9a-f]{16}$/);
  for (let i = 0; i < 3; i++) assertEquals(await arithmeticHash(), hash);
  assertEquals(tf.memory().numTensors, before);
});

test("a device that rounds otherwise has another hash", async () => {
  await openWebgpu();
  const hash = await arithmeticHash();
  const exp = kernelOf(tf.Exp);
  setKernel(tf.Exp, (call) =>
    kernelOf(tf.Multiply)({
      ...call,
      inputs: { a: exp(call), b: tf.scalar(1 + 2 ** -23) },
    }));
  try {
    assertNotEquals(await arithmeticHash(), hash);
  } finally {
    setKernel(tf.Exp, exp);
  }
});
