import * as tf from "@tensorflow/tfjs-core";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../../core/key.ts";
import { openEngine } from "../../engines/mod.ts";
import { values } from "../testdata/formula.ts";
import { startTensors } from "./layer.ts";
import { scale } from "./scale.ts";

test("one factor, which starts at 0", async () => {
  await openEngine("cpu");
  const layer = scale("block")([2, 3]);
  assertEquals(layer.outputShape, [2, 3]);
  assertEquals(Object.keys(layer.parameters), ["block/alpha"]);
  tf.tidy(() => {
    const x = values(1, [4, 2, 3]);
    const start = startTensors(layer.parameters, rootKey(0));
    assertEquals([...start["block/alpha"]!.dataSync()], [0]);
    const parameters = { "block/alpha": tf.scalar(-2.5) };
    assertEquals(
      layer.apply(x, { parameters }).y.dataSync(),
      tf.mul(x, -2.5).dataSync(),
    );
  });
});
