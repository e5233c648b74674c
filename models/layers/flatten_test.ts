import * as tf from "@tensorflow/tfjs-core";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { openEngine } from "../../engines/mod.ts";
import { flatten } from "./flatten.ts";

test("each example becomes a row", async () => {
  await openEngine("cpu");
  const layer = flatten()([1, 3]);
  assertEquals(layer.outputShape, [3]);
  tf.tidy(() => {
    const x = tf.tensor3d([1, 2, 3, 4, 5, 6], [2, 1, 3]);
    const { y } = layer.apply(x, { parameters: {} });
    assertEquals(y.arraySync(), [[1, 2, 3], [4, 5, 6]]);
  });
});
