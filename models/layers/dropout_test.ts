import * as tf from "@tensorflow/tfjs-core";
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey, split } from "../../core/key.ts";
import { words } from "../../core/random.ts";
import { computed } from "../../core/testing.ts";
import { openEngine } from "../../engines/mod.ts";
import { ENGINE_MODES, inUse } from "../../engines/testing.ts";
import { values } from "../testdata/formula.ts";
import { dropout } from "./dropout.ts";

const SHAPE = [6, 2, 3];
// A quarter's reciprocal is rounded nowhere: results are exact.
const RATE = 0.75;

for (const { mode, open } of ENGINE_MODES) {
  test(`numbers and gradients drop out by their key's draws, ${mode}`, async () => {
    const engine = await open();
    const { random } = engine;
    const layer = dropout(RATE)(SHAPE.slice(1));
    const apply = engine.compile((x: tf.Tensor, key: tf.Tensor1D) => {
      const f = (x: tf.Tensor) =>
        layer.apply(x, { parameters: {}, dropout: { random, key } }).y;
      return { y: f(x), gradient: tf.grad(f)(x) };
    });
    const before = inUse();
    const x = values(1, SHAPE);
    const pixels = await x.data();
    for (const step of [0, 1]) {
      const key = split(rootKey(0), step);
      const keyTensor = random.key(key);
      const found = await computed(() => ({ ...apply(x, keyTensor) }));
      keyTensor.dispose();
      // The words' two's complements are uniform on [-2^31, 2^31).
      const factors = [...Int32Array.from(words(key, x.size))]
        .map((word) => word < (RATE - 0.5) * 2 ** 32 ? 0 : 4);
      assertEquals(found, {
        y: factors.map((factor, i) => factor * pixels[i]!),
        gradient: factors,
      });
    }
    x.dispose();
    assertEquals(inUse(), before);
  });
}

test("a fraction of the rate drops out, the mean stays", async () => {
  const { random } = await openEngine("cpu");
  const numbers = 100_000;
  const rate = 0.3;
  const { y } = await computed(() => {
    const key = random.key(rootKey(0));
    const layer = dropout(rate)([numbers]);
    const x = tf.ones([1, numbers]);
    const { y } = layer.apply(x, { parameters: {}, dropout: { random, key } });
    return { y };
  });
  const dropped = y!.filter((value) => value === 0).length / numbers;
  const mean = y!.reduce((sum, value) => sum + value, 0) / numbers;
  // Five standard errors of the share of 0s, and of what it makes of the mean.
  const allowed = 5 * Math.sqrt(rate * (1 - rate) / numbers);
  assertAlmostEquals(dropped, rate, allowed);
  assertAlmostEquals(mean, 1, allowed / (1 - rate));
});

test("without draws the input itself is answered", async () => {
  await openEngine("cpu");
  const layer = dropout(RATE)([2]);
  assertEquals(layer.dropRate, RATE);
  tf.tidy(() => {
    const x = tf.ones([3, 2]);
    assertEquals(layer.apply(x, { parameters: {} }).y === x, true);
  });
});

test("a rate that drops out nothing or everything is refused", () => {
  for (const rate of [0, 1, -0.5, 2, NaN]) {
    assertThrows(
      () => dropout(rate),
      RangeError,
      `rate must be above 0 and below 1, current value ${rate}`,
    );
  }
});

test("a rate close to 1 drops out nearly everything", async () => {
  const { random } = await openEngine("cpu");
  const layer = dropout(1 - 1e-12)([1000]);
  const { y } = await computed(() => ({
    y: layer.apply(tf.ones([1, 1000]), {
      ...{ parameters: {}, dropout: { random, key: random.key(rootKey(1)) } },
    }).y,
  }));
  assertEquals(y, new Array(1000).fill(0));
});
