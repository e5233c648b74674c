import * as tf from "@tensorflow/tfjs-core";
import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import "@tensorflow/tfjs-backend-cpu";
import {
  countScalars,
  disposeTensors,
  mapTensors,
  tensorNamed,
} from "./tensors.ts";

test("mapTensors keeps names and order, disposeTensors frees all", () => {
  const before = tf.memory().numTensors;
  const tensors = { b: tf.ones([2, 3]), a: tf.zeros([4]) };
  const doubled = mapTensors(tensors, (tensor) => tf.mul(tensor, 2));
  assertEquals(Object.keys(doubled), ["b", "a"]);
  assertEquals([...tensorNamed(doubled, "b").dataSync()], [2, 2, 2, 2, 2, 2]);
  assertEquals(countScalars(doubled), 10);
  disposeTensors(tensors);
  disposeTensors(doubled);
  assertEquals(tf.memory().numTensors, before);
});

test("tensorNamed names what there is", () => {
  assertThrows(
    () => tensorNamed({}, "kernel"),
    RangeError,
    'Cannot find tensor "kernel"',
  );
});
