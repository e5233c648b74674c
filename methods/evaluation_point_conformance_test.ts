/**
 * What every method must do that acts through the point of evaluation,
 * whatever it does.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../core/key.ts";
import type { EvaluationPointMethod } from "../core/method.ts";
import {
  disposeTensors,
  mapTensors,
  type NamedTensors,
} from "../core/tensors.ts";
import { ENGINE_NAMES, openEngine } from "../engines/mod.ts";
import { dataParallelSgd } from "./data_parallel_sgd.ts";
import { gnc } from "./gnc.ts";
import { rnc } from "./rnc.ts";
import { pointOf, tensors } from "./testdata/points.ts";

/** Each method, with hyper-parameters that bring its noise out. */
const METHODS: readonly EvaluationPointMethod[] = [
  dataParallelSgd({ workers: 3 }),
  gnc({ alpha: 0.1, workers: 4 }),
  gnc({ alpha: 2, workers: 128, filterWise: false }),
  rnc({ alpha: 0.1, workers: 4 }),
  rnc({ alpha: 2, workers: 1, filterWise: false }),
];

/** Methods without noise: what data-parallel SGD is, to the bit. */
const STILL: readonly EvaluationPointMethod[] = [
  dataParallelSgd({ workers: 2 }),
  gnc({ alpha: 0, workers: 2 }),
  gnc({ alpha: 3, workers: 1 }),
  rnc({ alpha: 0, workers: 2 }),
];

/** Hyper-parameters that each method must refuse. */
const NONSENSE: Readonly<Record<string, () => EvaluationPointMethod>> = {
  ...Object.fromEntries(
    [0, -1, 2.5, NaN, Infinity].flatMap((workers) => [
      [`data-parallel SGD, M=${workers}`, () => dataParallelSgd({ workers })],
      [`GNC, M=${workers}`, () => gnc({ alpha: 1, workers })],
      [`RNC, M=${workers}`, () => rnc({ alpha: 1, workers })],
    ]),
  ),
  ...Object.fromEntries(
    [-1, NaN, Infinity].flatMap((alpha) => [
      [`GNC, α=${alpha}`, () => gnc({ alpha, workers: 2 })],
      [`RNC, α=${alpha}`, () => rnc({ alpha, workers: 2 })],
    ]),
  ),
};

const key = rootKey(1);
const learningRate = 0.5;

for (const method of METHODS) {
  test(`${method.name}: names itself, its place and its workers`, () => {
    assert(method.name.includes(`M=${method.workers}`));
    assertEquals(method.place, "point of evaluation");
    assert(["nothing", "deviation"].includes(method.remembers));
  });

  for (const engineName of ENGINE_NAMES) {
    test(`${method.name}: a pure function, ${engineName}`, async () => {
      const engine = await openEngine(engineName);
      const before = inUse();
      const [parameters, deviation] = [tensors(0), tensors(9)];
      const asked = { method, parameters, deviation, learningRate, key };
      const [once, again] = [pointOf(engine, asked), pointOf(engine, asked)];
      assertEquals(await shapesAndBitsOf(once), await shapesAndBitsOf(again));
      const names = Object.keys(parameters);
      assertEquals(Object.keys(once), names);
      for (const name of names) {
        assertEquals(once[name]!.shape, parameters[name]!.shape);
        assert((await once[name]!.data()).every(Number.isFinite));
      }
      disposeTensors(once);
      disposeTensors(again);
      for (const [salt, given] of [[0, parameters], [9, deviation]] as const) {
        const unchanged = tensors(salt);
        assertEquals(
          await shapesAndBitsOf(given),
          await shapesAndBitsOf(unchanged),
        );
        for (const old of [given, unchanged]) disposeTensors(old);
      }
      assertEquals(inUse(), before);
    });

    test(`${method.name}: what workers have in common changes no bit, ${engineName}`, async () => {
      const engine = await openEngine(engineName);
      const before = inUse();
      const [parameters, deviation] = [tensors(0), tensors(9)];
      const asked = { method, parameters, deviation, learningRate, key };
      const common = method.common && engine.compile(method.common)(parameters);
      const [alone, together] = [
        pointOf(engine, asked),
        pointOf(engine, { ...asked, ...(common ? { common } : {}) }),
      ];
      assertEquals(
        await shapesAndBitsOf(together),
        await shapesAndBitsOf(alone),
      );
      for (
        const old of [parameters, deviation, common ?? {}, alone, together]
      ) {
        disposeTensors(old);
      }
      assertEquals(inUse(), before);
    });

    test(`${method.name}: the learning rate is the noise's, ${engineName}`, async () => {
      const engine = await openEngine(engineName);
      const [parameters, deviation] = [tensors(0), tensors(9)];
      const point = pointOf(engine, {
        ...{ method, parameters, deviation, key, learningRate: 0 },
      });
      const distance = mapTensors(
        point,
        (x, name) =>
          tf.tidy(() => tf.max(tf.abs(tf.sub(x, parameters[name]!)))),
      );
      for (const tensor of Object.values(distance)) {
        assertEquals([...await tensor.data()], [0]);
      }
      for (const old of [parameters, deviation, point, distance]) {
        disposeTensors(old);
      }
    });
  }
}

for (const method of STILL) {
  for (const engineName of ENGINE_NAMES) {
    test(`${method.name} without noise stays, ${engineName}`, async () => {
      const engine = await openEngine(engineName);
      assertEquals(method.remembers, "nothing");
      const parameters = tensors(0);
      const point = pointOf(engine, { method, parameters, learningRate, key });
      assertEquals(
        await shapesAndBitsOf(point),
        await shapesAndBitsOf(parameters),
      );
      for (const old of [parameters, point]) disposeTensors(old);
    });
  }
}

for (const [name, make] of Object.entries(NONSENSE)) {
  test(`${name} is refused`, () => {
    assertThrows(make, RangeError, "current value");
  });
}

async function shapesAndBitsOf(tensors: NamedTensors): Promise<unknown[]> {
  return await Promise.all(
    Object.entries(tensors).map(async ([name, tensor]) => [
      ...[name, tensor.shape],
      new Uint32Array((await tensor.data<"float32">()).slice().buffer),
    ]),
  );
}

/** Tensors, and the backend's buffers, of which some have no tensor. */
function inUse(): { tensors: number; buffers: number } {
  return {
    tensors: tf.memory().numTensors,
    buffers: tf.backend().numDataIds(),
  };
}
