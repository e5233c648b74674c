import * as tf from "@tensorflow/tfjs-core";
import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../../core/key.ts";
import { openEngine } from "../../engines/mod.ts";
import { heNormal } from "../he_normal.ts";
import { dense } from "./dense.ts";
import { ghostBatchNorm } from "./ghost_batch_norm.ts";
import { startTensors } from "./layer.ts";
import { residual } from "./residual.ts";
import { sequence } from "./sequence.ts";

const wayOf = (name: string) =>
  sequence([
    dense(`${name}/dense`, { outputs: 3, kernel: heNormal }),
    ghostBatchNorm(`${name}/norm`, { ghostBatchSize: 3 }),
  ]);

test("it is the sum of both ways, with the statistics of both", async () => {
  await openEngine("cpu");
  const ways = { branch: wayOf("branch"), shortcut: wayOf("shortcut") };
  const layer = residual(ways)([2]);
  assertEquals(layer.outputShape, [3]);
  assertEquals(layer.multiplyAdds, 12);
  tf.tidy(() => {
    const parameters = startTensors(layer.parameters, rootKey(0));
    const x = tf.tensor2d([[1, 2], [3, 5], [4, -1]]);
    const { y, statistics } = layer.apply(x, { parameters });
    const [branch, shortcut] = Object.values(ways)
      .map((way) => way([2]).apply(x, { parameters }));
    const sum = tf.add(branch!.y, shortcut!.y);
    assertEquals(y.dataSync(), sum.dataSync());
    assertEquals(Object.keys(statistics), Object.keys(layer.statistics));
    assertEquals(Object.keys(statistics).length, 4);
  });
});

test("without a short cut the input itself is added", async () => {
  await openEngine("cpu");
  tf.tidy(() => {
    const branch = dense("dense", { outputs: 2, kernel: heNormal });
    const parameters = {
      "dense/kernel": tf.tensor2d([[1, 0], [2, 1]]),
      "dense/bias": tf.tensor1d([0, 10]),
    };
    const { y } = residual({ branch })([2])
      .apply(tf.tensor2d([[3, 4]]), { parameters });
    assertEquals(y.arraySync(), [[3 + 11, 4 + 14]]);
  });
});

test("ways to different shapes are refused", () => {
  const branch = dense("dense", { outputs: 3, kernel: heNormal });
  assertThrows(
    () => residual({ branch })([2]),
    RangeError,
    "Cannot add branch and short cut: shapes [3] and [2]",
  );
});
