import * as tf from "@tensorflow/tfjs-core";
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../core/key.ts";
import { uniform } from "../core/random.ts";
import {
  countScalars,
  disposeTensors,
  mapTensors,
  type NamedTensors,
} from "../core/tensors.ts";
import { ENGINE_NAMES, openEngine } from "../engines/mod.ts";
import { dataParallelSgd } from "./data_parallel_sgd.ts";
import { rnc } from "./rnc.ts";
import { filtersOf, pointOf, tensors } from "./testdata/points.ts";

const [alpha, learningRate, workers] = [0.5, 0.25, 2];
const key = rootKey(3);

/** Of a filter's norm of up to 5, and its square's sum of 30 terms. */
const ROUNDING = 32 * 5 * 2 ** -24;

for (const engineName of ENGINE_NAMES) {
  test(`each filter moves by αη‖x‖, ${engineName}`, async () => {
    const engine = await openEngine(engineName);
    const method = rnc({ alpha, workers });
    for (const scale of [1, 8]) {
      const parameters = scaled(tensors(0), scale);
      const point = pointOf(engine, { method, parameters, learningRate, key });
      const [from, to] = [await filtersOf(parameters), await filtersOf(point)];
      for (const [name, x] of Object.entries(from)) {
        const moved = Math.hypot(...x.map((value, i) => to[name]![i]! - value));
        const expected = alpha * learningRate * Math.hypot(...x);
        assertAlmostEquals(moved, expected, scale * ROUNDING, name);
      }
      for (const old of [parameters, point]) disposeTensors(old);
    }
  });

  test(`x - αη(2u - 1) without filter-wise scaling, ${engineName}`, async () => {
    const engine = await openEngine(engineName);
    const parameters = tensors(0);
    const point = pointOf(engine, {
      ...{ parameters, learningRate, key },
      method: rnc({ alpha, workers, filterWise: false }),
    });
    const drawn = uniform(key, countScalars(parameters));
    const [from, to] = [await allOf(parameters), await allOf(point)];
    drawn.forEach((u, i) =>
      // Only the difference is rounded.
      assertEquals(to[i], Math.fround(from[i]! - (2 * u - 1) / 8))
    );
    for (const old of [parameters, point]) disposeTensors(old);
  });
}

test("noise is uniform from -1 to 1, and another one for each key", async () => {
  const engine = await openEngine("cpu");
  const parameters = { x: tf.zeros([3000]) };
  const method = rnc({ alpha: 1, workers, filterWise: false });
  const [some, others] = [1, 2].map((seed) =>
    pointOf(engine, {
      ...{ method, parameters, learningRate: 1, key: rootKey(seed) },
    })
  );
  const values = await allOf(some!);
  assert(values.every((value) => Math.abs(value) <= 1));
  const mean = (f: (value: number) => number) =>
    values.reduce((sum, value) => sum + f(value), 0) / values.length;
  // Four standard errors: variances are 1/3 and 4/45.
  assertAlmostEquals(mean((v) => v), 0, 4 * Math.sqrt(1 / 3 / 3000));
  assertAlmostEquals(mean((v) => v * v), 1 / 3, 4 * Math.sqrt(4 / 45 / 3000));
  const same = (await allOf(others!)).filter((value, i) => value === values[i]);
  assertEquals(same.length, 0);
  for (const old of [parameters, some!, others!]) disposeTensors(old);
});

test("α=0 is data-parallel SGD", () => {
  const { name } = dataParallelSgd({ workers });
  assertEquals(rnc({ alpha: 0, workers }).name, name);
});

function scaled(tensors: NamedTensors, factor: number): NamedTensors {
  const result = mapTensors(tensors, (tensor) => tf.mul(tensor, factor));
  disposeTensors(tensors);
  return result;
}

async function allOf(tensors: NamedTensors): Promise<number[]> {
  const parts = Object.values(tensors).map((tensor) => tensor.data());
  return (await Promise.all(parts)).flatMap((part) => [...part]);
}
