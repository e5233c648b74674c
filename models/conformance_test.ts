/**
 * What every network must do, whatever it computes.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey, split } from "../core/key.ts";
import type { Model } from "../core/model.ts";
import { uniform } from "../core/random.ts";
import { countScalars, disposeTensors } from "../core/tensors.ts";
import { openEngine } from "../engines/mod.ts";
import { f1, mlp } from "./mlp.ts";

const MODELS: readonly Model[] = [
  mlp({ inputShape: [3, 2, 1], hidden: [], classes: 4 }),
  f1({ width: 5 }),
];

const key = split(rootKey(0), "init");

for (const model of MODELS) {
  for (const engineName of ["wasm", "cpu"] as const) {
    test(`${model.name}: pure init, ${engineName}`, async () => {
      await openEngine(engineName);
      const bitsOf = (parameters: ReturnType<Model["init"]>) =>
        Object.entries(parameters).map(([name, w]) => [name, w.dataSync()]);
      tf.tidy(() => {
        const parameters = model.init(key);
        assertEquals(countScalars(parameters), model.parameterCount);
        assertEquals(bitsOf(model.init(key)), bitsOf(parameters));
        const values = Object.values(parameters).map((w) => w.dataSync());
        assert(values.every((w) => w.every(Number.isFinite)));
      });
    });

    test(`${model.name}: no mixing of examples, ${engineName}`, async () => {
      await openEngine(engineName);
      tf.tidy(() => {
        const parameters = model.init(key);
        const shape = [3, ...model.inputShape];
        const x = tf.tensor(uniform(key, tf.util.sizeFromShape(shape)), shape);
        const logits = model.apply(parameters, x);
        assertEquals(logits.shape, [3, model.classes]);
        const alone = model.apply(parameters, tf.slice(x, 1, 1));
        const difference = tf.max(
          tf.abs(tf.sub(tf.slice(logits, 1, 1), alone)),
        );
        // Logits are of order 1; their terms may be added in another order.
        assert(difference.dataSync()[0]! < 50 * 2 ** -24);
      });
    });

    test(`${model.name}: no tensor left, ${engineName}`, async () => {
      const engine = await openEngine(engineName);
      const before = tf.memory().numTensors;
      const parameters = model.init(key);
      const x = tf.zeros([2, ...model.inputShape]);
      tf.dispose([engine.compile(model.apply)(parameters, x), x]);
      disposeTensors(parameters);
      assertEquals(tf.memory().numTensors, before);
    });
  }

  test(`${model.name}: refuses another input shape`, async () => {
    await openEngine("cpu");
    tf.tidy(() => {
      const parameters = model.init(key);
      for (const shape of [[2], [2, ...model.inputShape, 1], [2, 1, 6, 2]]) {
        const x = tf.zeros(shape);
        assertThrows(
          () => model.apply(parameters, x),
          RangeError,
          `current shape [${shape.join(", ")}]`,
        );
      }
    });
  });
}
