import * as tf from "@tensorflow/tfjs-core";
import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../../core/key.ts";
import { openEngine } from "../../engines/mod.ts";
import { heNormal } from "../he_normal.ts";
import { dense } from "./dense.ts";
import { flatten } from "./flatten.ts";
import { ghostBatchNorm } from "./ghost_batch_norm.ts";
import { startTensors, stateless } from "./layer.ts";
import { relu } from "./relu.ts";
import { sequence } from "./sequence.ts";

const layers = [
  flatten(),
  dense("dense_1", { outputs: 5, kernel: heNormal }),
  ghostBatchNorm("norm_1", { ghostBatchSize: 3 }),
  relu(),
  dense("dense_2", { outputs: 3, kernel: heNormal }),
];

test("each layer is made for what the one before it makes", () => {
  const layer = sequence(layers)([2, 2]);
  assertEquals(layer.outputShape, [3]);
  assertEquals(layer.multiplyAdds, 4 * 5 + 5 * 3);
  assertEquals(Object.keys(layer.parameters), [
    ...["dense_1/kernel", "dense_1/bias", "norm_1/gamma", "norm_1/beta"],
    ...["dense_2/kernel", "dense_2/bias"],
  ]);
  assertEquals(Object.keys(layer.statistics), [
    ...["norm_1/mean", "norm_1/variance"],
  ]);
});

test("it is its layers one by one, and leaves only results", async () => {
  await openEngine("cpu");
  const layer = sequence(layers)([2, 2]);
  const parameters = startTensors(layer.parameters, rootKey(0));
  const x = tf.tensor3d([1, 2, 3, 4, 5, 6, 8, 7, 9, 10, 12, 11], [3, 2, 2]);
  const before = tf.memory().numTensors;
  const { y, statistics } = layer.apply(x, { parameters });
  assertEquals(tf.memory().numTensors, before + 3);
  assertEquals(Object.keys(statistics), Object.keys(layer.statistics));
  const expected = tf.tidy(() => {
    let output: tf.Tensor = x;
    let shape: readonly number[] = [2, 2];
    for (const layerFor of layers) {
      const one = layerFor(shape);
      output = one.apply(output, { parameters }).y;
      shape = one.outputShape;
    }
    return output.dataSync();
  });
  assertEquals(y.dataSync(), expected);
  tf.dispose([x, y, { ...parameters }, { ...statistics }]);
});

test("a layer that answers with its input does not lose it", async () => {
  await openEngine("cpu");
  tf.tidy(() => {
    const same = stateless([2], (x) => x);
    const layer = sequence([relu(), () => same, () => same, relu()])([2]);
    const { y } = layer.apply(tf.tensor2d([[-1, 1]]), { parameters: {} });
    assertEquals(y.arraySync(), [[0, 1]]);
  });
});

test("two parameters of one name are refused", () => {
  const twice = dense("dense", { outputs: 2, kernel: heNormal });
  assertThrows(
    () => sequence([twice, twice])([2]),
    RangeError,
    'Cannot put layers together: two have "dense/kernel"',
  );
});
