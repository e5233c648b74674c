/**
 * What every network must do, whatever it computes.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { assert, assertEquals, assertLess, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey, split } from "../core/key.ts";
import { contributionsTo } from "../core/model.ts";
import { countScalars, disposeTensors } from "../core/tensors.ts";
import { computed, numbersOf } from "../core/testing.ts";
import { ENGINE_NAMES, openEngine } from "../engines/mod.ts";
import { inUse } from "../engines/testing.ts";
import { assertClose } from "./testdata/assert_close.ts";
import { inputsOf, NARROW_NETWORKS } from "./testdata/narrow_networks.ts";

const key = split(rootKey(0), "init");

for (const model of NARROW_NETWORKS) {
  for (const engineName of ENGINE_NAMES) {
    test(`${model.name}: pure init, ${engineName}`, async () => {
      await openEngine(engineName);
      const parameters = model.init(key);
      assertEquals(countScalars(parameters), model.parameterCount);
      const numbers = await numbersOf(parameters);
      disposeTensors(parameters);
      assertEquals(await computed(() => model.init(key)), numbers);
      for (const values of Object.values(numbers)) {
        assert(values.every(Number.isFinite));
      }
    });

    test(`${model.name}: statistics of training only, ${engineName}`, async () => {
      await openEngine(engineName);
      const start = await computed(() => model.initStatistics());
      const names = Object.keys(start);
      assertEquals(names.length > 0, model.ghostBatchSize !== undefined);
      for (const name of names) {
        const value = name.endsWith("/mean") ? 0 : 1;
        assert(start[name]!.every((s) => s === value));
      }
      tf.tidy(() => {
        const statistics = model.initStatistics();
        const parameters = model.init(key);
        const x = inputsOf(model, 3);
        const training = model.apply(parameters, { x });
        assertEquals(Object.keys(training.statistics), names);
        const evaluation = model.apply(parameters, { x, statistics });
        assertEquals(evaluation.statistics, {});
        for (const { logits } of [training, evaluation]) {
          assertEquals(logits.shape, [3, model.classes]);
        }
      });
    });

    test(`${model.name}: the same bits twice, ${engineName}`, async () => {
      await openEngine(engineName);
      const apply = () => {
        const x = inputsOf(model, 5);
        const { logits, statistics } = model.apply(model.init(key), { x });
        return { logits, ...statistics };
      };
      assertEquals(await computed(apply), await computed(apply));
    });

    test(`${model.name}: evaluation mixes no examples, ${engineName}`, async () => {
      await openEngine(engineName);
      const { difference } = await computed(() => {
        const parameters = model.init(key);
        const x = inputsOf(model, 3);
        const { statistics } = model.apply(parameters, { x });
        const logitsOf = (x: tf.Tensor) =>
          model.apply(parameters, { x, statistics }).logits;
        const difference = tf.max(tf.abs(tf.sub(
          tf.slice(logitsOf(x), 1, 1),
          logitsOf(tf.slice(x, 1, 1)),
        )));
        return { difference };
      });
      // Logits are of order 1; their terms may be added in another order.
      assertLess(difference![0]!, 50 * 2 ** -24);
    });

    test(`${model.name}: no tensor left, ${engineName}`, async () => {
      const engine = await openEngine(engineName);
      const before = inUse();
      const [parameters, given] = [model.init(key), model.initStatistics()];
      const x = inputsOf(model, 3);
      const apply = engine.compile(model.apply);
      for (const statistics of [{}, { statistics: given }]) {
        const applied = apply(parameters, { x, ...statistics });
        disposeTensors({ logits: applied.logits, ...applied.statistics });
      }
      for (const tensors of [parameters, given, { x }]) disposeTensors(tensors);
      assertEquals(inUse(), before);
    });
  }

  // Each layer's own are tested on every engine.
  test(`${model.name}: contributions add up to the gradient`, async () => {
    await openEngine("wasm");
    const gradientOf = (of: "parameters" | "contributions") =>
      computed(() => {
        const parameters = model.init(key);
        // The last ghost batch is shorter.
        const x = inputsOf(model, 5);
        const probes = {
          examples: 0,
          zeros: model.zeroProbes!("contributions"),
        };
        const inputs = of === "parameters" ? parameters : probes.zeros;
        const names = Object.keys(inputs);
        // Of the likelihood that all examples are of class 0.
        const gradients = tf.grads((...tensors) => {
          const given = Object.fromEntries(
            names.map((name, i) => [name, tensors[i]!]),
          );
          const { logits } = of === "parameters"
            ? model.apply(given, { x })
            : model.apply(parameters, {
              x,
              probes: { ...probes, zeros: given },
            });
          return tf.sum(tf.slice(tf.logSoftmax(logits), 0, [-1, 1]));
        })(Object.values(inputs));
        return Object.fromEntries(
          Object.keys(parameters).map((name) => [
            name,
            gradients[
              names.indexOf(
                of === "parameters" ? name : contributionsTo(name),
              )
            ]!,
          ]),
        );
      });
    assertClose(await gradientOf("contributions"), {
      ...{ expected: await gradientOf("parameters"), units: 64 },
    });
  });

  test(`${model.name}: refuses another input shape`, async () => {
    await openEngine("cpu");
    tf.tidy(() => {
      const parameters = model.init(key);
      for (const shape of [[2], [2, ...model.inputShape, 1], [2, 1, 6, 2]]) {
        const x = tf.zeros(shape);
        assertThrows(
          () => model.apply(parameters, { x }),
          RangeError,
          `current shape [${shape.join(", ")}]`,
        );
      }
    });
  });
}
