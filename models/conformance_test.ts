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
import {
  countScalars,
  disposeTensors,
  type NamedTensors,
} from "../core/tensors.ts";
import { openEngine } from "../engines/mod.ts";
import { c1, c2 } from "./c1_c2.ts";
import { sizeOf } from "./initialiser.ts";
import { f1, mlp } from "./mlp.ts";
import { resnet } from "./resnet.ts";

const MODELS: readonly Model[] = [
  mlp({ inputShape: [3, 2, 1], hidden: [], classes: 4 }),
  f1({ width: 5 }),
  c1({ inputShape: [8, 8, 3], widths: [2, 3, 4], ghostBatchSize: 2 }),
  c2({
    ...{ inputShape: [16, 16, 3], widths: [2, 3, 4, 5], denseWidth: 6 },
    ...{ classes: 7, ghostBatchSize: 2 },
  }),
  resnet({
    ...{ depth: 8, inputShape: [8, 8, 3], widths: [2, 3, 4] },
    ghostBatchSize: 2,
  }),
];

const key = split(rootKey(0), "init");

for (const model of MODELS) {
  for (const engineName of ["wasm", "cpu"] as const) {
    test(`${model.name}: pure init, ${engineName}`, async () => {
      await openEngine(engineName);
      tf.tidy(() => {
        const parameters = model.init(key);
        assertEquals(countScalars(parameters), model.parameterCount);
        assertEquals(bitsOf(model.init(key)), bitsOf(parameters));
        const values = Object.values(parameters).map((w) => w.dataSync());
        assert(values.every((w) => w.every(Number.isFinite)));
      });
    });

    test(`${model.name}: statistics of training only, ${engineName}`, async () => {
      await openEngine(engineName);
      tf.tidy(() => {
        const statistics = model.initStatistics();
        const names = Object.keys(statistics);
        assertEquals(names.length > 0, model.ghostBatchSize !== undefined);
        for (const name of names) {
          const start = name.endsWith("/mean") ? 0 : 1;
          assert(statistics[name]!.dataSync().every((s) => s === start));
        }
        const parameters = model.init(key);
        const x = inputs(model, 3);
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
      tf.tidy(() => {
        const parameters = model.init(key);
        const x = inputs(model, 5);
        const [once, again] = [1, 2].map(() => {
          const { logits, statistics } = model.apply(parameters, { x });
          return bitsOf({ logits, ...statistics });
        });
        assertEquals(once, again);
      });
    });

    test(`${model.name}: evaluation mixes no examples, ${engineName}`, async () => {
      await openEngine(engineName);
      tf.tidy(() => {
        const parameters = model.init(key);
        const x = inputs(model, 3);
        const { statistics } = model.apply(parameters, { x });
        const logitsOf = (x: tf.Tensor) =>
          model.apply(parameters, { x, statistics }).logits;
        const difference = tf.max(tf.abs(tf.sub(
          tf.slice(logitsOf(x), 1, 1),
          logitsOf(tf.slice(x, 1, 1)),
        )));
        // Logits are of order 1; their terms may be added in another order.
        assert(difference.dataSync()[0]! < 50 * 2 ** -24);
      });
    });

    test(`${model.name}: no tensor left, ${engineName}`, async () => {
      const engine = await openEngine(engineName);
      const before = inUse();
      const [parameters, given] = [model.init(key), model.initStatistics()];
      const x = inputs(model, 3);
      const apply = engine.compile(model.apply);
      for (const statistics of [{}, { statistics: given }]) {
        const applied = apply(parameters, { x, ...statistics });
        disposeTensors({ logits: applied.logits, ...applied.statistics });
      }
      for (const tensors of [parameters, given, { x }]) disposeTensors(tensors);
      assertEquals(inUse(), before);
    });
  }

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

/** Uniform on [0, 1), `[batch, ...inputShape]`. */
function inputs(model: Model, batch: number): tf.Tensor {
  const shape = [batch, ...model.inputShape];
  return tf.tensor(uniform(key, sizeOf(shape)), shape);
}

function bitsOf(tensors: NamedTensors): unknown[] {
  return Object.entries(tensors).map(([name, t]) => [name, t.dataSync()]);
}

/** Tensors, and the backend's buffers, of which some have no tensor. */
function inUse(): { tensors: number; buffers: number } {
  return {
    tensors: tf.memory().numTensors,
    buffers: tf.backend().numDataIds(),
  };
}
