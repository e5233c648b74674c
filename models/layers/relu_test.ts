import * as tf from "@tensorflow/tfjs-core";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { openEngine } from "../../engines/mod.ts";
import { relu } from "./relu.ts";

test("positive numbers stay, shapes too", async () => {
  await openEngine("cpu");
  const layer = relu()([2, 1]);
  assertEquals(layer.outputShape, [2, 1]);
  tf.tidy(() => {
    const { y } = layer.apply(tf.tensor3d([-1, 2, 0, 4], [2, 2, 1]), {
      parameters: {},
    });
    assertEquals(y.arraySync(), [[[0], [2]], [[0], [4]]]);
  });
});
