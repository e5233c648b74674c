import * as tf from "@tensorflow/tfjs-core";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { openEngine } from "../mod.ts";
import { assertSameAsCpu } from "./testing.ts";

const COPIES: Readonly<Record<string, (x: tf.Tensor) => tf.Tensor>> = {
  "a clone": (x) => tf.clone(x),
  "a cast to the same type": (x) => tf.cast(x, "float32"),
};

for (const [name, copy] of Object.entries(COPIES)) {
  test(`${name} shares the data, and outlives the tensor`, async () => {
    await openEngine("wasm");
    const before = { ...tf.memory(), data: tf.backend().numDataIds() };
    const x = tf.tensor1d([1, 2, 3]);
    const y = copy(x);
    assertEquals(tf.backend().numDataIds(), before.data + 1);
    x.dispose();
    assertEquals([...y.dataSync()], [1, 2, 3]);
    y.dispose();
    const after = { ...tf.memory(), data: tf.backend().numDataIds() };
    assertEquals(after, before);
  });
}

test("a cast to bool asks whether numbers are not 0", async () => {
  await assertSameAsCpu(() => {
    const casts = [
      tf.tensor1d([0.5, 2, 256, 0, -0, NaN, -Infinity]),
      tf.tensor1d([0, 1, 256, -65536], "int32"),
    ].map((x) => tf.cast(x, "bool"));
    return [...casts, tf.sum(casts[0]!), tf.any(casts[1]!)];
  });
});

test("a cast to another type converts", async () => {
  await assertSameAsCpu(() => {
    const x = tf.tensor1d([-1.5, 0, 2]);
    return [tf.cast(x, "int32"), tf.cast(tf.greater(x, 0), "float32")];
  });
});
