import * as tf from "@tensorflow/tfjs-core";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../../core/key.ts";
import { ENGINE_NAMES, openEngine } from "../../engines/mod.ts";
import { unitNormals } from "./unit_normals.ts";

for (const name of ENGINE_NAMES) {
  test(`unitNormals draws 0, then what is chosen, compiled too: ${name}`, async () => {
    const { engine, choose } = unitNormals(await openEngine(name));
    const before = tf.memory().numTensors;
    const draw = engine.compile((key: tf.Tensor1D) => ({
      drawn: engine.random.normal(key, [2, 3]),
    }));
    const drawn = async () => {
      const key = engine.random.key(rootKey(0));
      const { drawn } = draw(key);
      const numbers = await drawn.data();
      tf.dispose([key, drawn]);
      return [...numbers];
    };
    assertEquals(await drawn(), [0, 0, 0, 0, 0, 0]);
    choose(4);
    assertEquals(await drawn(), [0, 0, 0, 0, 1, 0]);
    assertEquals(tf.memory().numTensors, before);
  });
}
