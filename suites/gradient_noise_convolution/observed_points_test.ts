import * as tf from "@tensorflow/tfjs-core";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../../core/key.ts";
import { disposeTensors } from "../../core/tensors.ts";
import { openEngine } from "../../engines/mod.ts";
import { gnc } from "../../methods/gnc.ts";
import { observedPoints } from "./observed_points.ts";

test("observedPoints notes parameters, point and deviation", async () => {
  const { random } = await openEngine("wasm");
  const before = tf.memory().numTensors;
  const { method, taken } = observedPoints(
    gnc({ alpha: 2, workers: 2, filterWise: false }),
  );
  const [key, learningRate] = [random.key(rootKey(0)), tf.scalar(0.5)];
  const parameters = { w: tf.tensor1d([1, 2]), b: tf.scalar(3) };
  const deviation = { w: tf.tensor1d([1, -1]), b: tf.scalar(0.5) };
  const point = tf.tidy(() =>
    method.point(parameters, { learningRate, deviation, key, random })
  );
  assertEquals(await taken(), [{
    parameters: Float32Array.of(1, 2, 3),
    point: Float32Array.of(0, 3, 2.5),
    deviation: Float32Array.of(1, -1, 0.5),
  }]);
  assertEquals(await taken(), []);
  for (const old of [parameters, deviation, point]) disposeTensors(old);
  tf.dispose([key, learningRate]);
  assertEquals(tf.memory().numTensors, before);
});
