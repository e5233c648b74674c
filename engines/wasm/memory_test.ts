import * as tf from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { openEngine } from "../mod.ts";

for (const bytes of [2 ** 32 - 2 ** 17, 2 ** 32 + 2 ** 20]) {
  test(`a tensor of ${bytes} bytes is refused, and does no harm`, async () => {
    await openEngine("wasm");
    const backend = tf.backend() as BackendWasm;
    const before = { ...tf.memory(), data: backend.numDataIds() };
    assertThrows(
      () => backend.makeOutput([bytes / 4], "float32"),
      Error,
      `Cannot make a tensor of ${bytes} bytes`,
    );
    assertEquals({ ...tf.memory(), data: backend.numDataIds() }, before);
    const sum = tf.tidy(() => tf.sum(tf.ones([10])).dataSync());
    assertEquals([...sum], [10]);
  });
}
