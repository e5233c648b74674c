import * as tf from "@tensorflow/tfjs-core";
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { type Key, rootKey, split } from "../core/key.ts";
import { normal, uniform, words } from "../core/random.ts";
import type { EngineRandom } from "./mod.ts";
import { ENGINE_MODES } from "./testing.ts";

/**
 * Largest error of a normal number. float32 rounds 2πv and log u before the
 * functions are taken, and r reaches 5.7.
 */
const TOLERANCE = 2e-6;
const KEYS = [
  ...[rootKey(0), rootKey(2 ** 53 - 1), split(rootKey(7), "noise")],
  // Its first uniform number is 0, which has no logarithm.
  rootKey(7_190_464),
];

/** Every mode, as it is and in a compiled function. */
const WAYS = ENGINE_MODES.flatMap(({ mode, open }) => [
  { name: mode, open, compiled: false },
  { name: `${mode}, compiled`, open, compiled: true },
]);

for (const { name, open, compiled } of WAYS) {
  const drawn = async (
    key: Key,
    draw: (random: EngineRandom, key: tf.Tensor1D) => tf.Tensor,
  ) => {
    const { random, compile } = await open();
    const step = (key: tf.Tensor1D) => ({ result: draw(random, key) });
    const tensor = random.key(key);
    const before = tf.memory().numTensors;
    const { result } = (compiled ? compile(step) : step)(tensor);
    assertEquals(tf.memory().numTensors, before + 1);
    const { shape } = result;
    const values = await result.data();
    tf.dispose([tensor, result]);
    return { shape, values: Float32Array.from(values), bits: values };
  };

  test(`words on ${name} have the bits of core`, async () => {
    for (const key of KEYS) {
      for (const count of [1, 4, 7, 1001]) {
        const { shape, bits } = await drawn(
          key,
          (random, tensor) => random.words(tensor, count),
        );
        assertEquals(shape, [count]);
        assertEquals(Uint32Array.from(bits), words(key, count));
      }
    }
  });

  test(`uniform numbers on ${name} have the bits of core`, async () => {
    for (const key of KEYS) {
      const { shape, values } = await drawn(
        key,
        (random, tensor) => random.uniform(tensor, [3, 5, 7]),
      );
      assertEquals(shape, [3, 5, 7]);
      assertEquals(values, uniform(key, 105));
    }
  });

  test(`normal numbers on ${name} are those of core`, async () => {
    for (const key of KEYS) {
      const { shape, values } = await drawn(
        key,
        (random, tensor) => random.normal(tensor, [1001]),
      );
      assertEquals(shape, [1001]);
      normal(key, 1001).forEach((value, i) =>
        assertAlmostEquals(values[i]!, value, TOLERANCE)
      );
    }
  });

  test(`normal numbers on ${name} have mean 0 and variance 1`, async () => {
    const count = 40_000;
    const { values } = await drawn(
      rootKey(1),
      (random, tensor) => random.normal(tensor, [count]),
    );
    const mean = values.reduce((sum, z) => sum + z, 0) / count;
    const variance = values.reduce((sum, z) => sum + z * z, 0) / count;
    // Four standard errors.
    assert(Math.abs(mean) < 4 / Math.sqrt(count), `mean ${mean}`);
    assert(
      Math.abs(variance - 1) < 4 * Math.sqrt(2 / count),
      `variance ${variance}`,
    );
  });
}
