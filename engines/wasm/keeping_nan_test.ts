import * as tf from "@tensorflow/tfjs-core";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { openEngine } from "../mod.ts";

/** Floats whose bits are these. */
function fromBits(...bits: number[]): tf.Tensor {
  return tf.tensor1d(new Float32Array(Uint32Array.from(bits).buffer));
}

test("NaN stays NaN whatever its bits, and numbers are at least 0", async () => {
  await openEngine("wasm");
  const x = tf.concat([
    fromBits(0x7fc00000, 0xffc00000, 0xff800001),
    tf.tensor1d([-1, -0, 0, 2.5, -Infinity, Infinity]),
  ]);
  const y = tf.relu(x);
  assertEquals(
    [...y.dataSync()],
    [NaN, NaN, NaN, 0, 0, 0, 2.5, 0, Infinity],
  );
  tf.dispose([x, y]);
});

test("what is clipped stays NaN too", async () => {
  await openEngine("wasm");
  const x = tf.concat([
    fromBits(0x7fc00000, 0xffc00000),
    tf.tensor1d([-2, 0.5, 9, Infinity]),
  ]);
  const results = [tf.relu6(x), tf.clipByValue(x, -1, 1)];
  assertEquals(results.map((y) => [...y.dataSync()]), [
    [NaN, NaN, 0, 0.5, 6, 6],
    [NaN, NaN, -1, 0.5, 1, 1],
  ]);
  tf.dispose([x, results]);
});

test("integers are at least 0", async () => {
  await openEngine("wasm");
  const x = tf.tensor1d([-2, 0, 3], "int32");
  const y = tf.relu(x);
  assertEquals([y.dtype, ...y.dataSync()], ["int32", 0, 0, 3]);
  tf.dispose([x, y]);
});
