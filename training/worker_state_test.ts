import * as tf from "@tensorflow/tfjs-core";
import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { disposeTensors } from "../core/tensors.ts";
import { openEngine } from "../engines/mod.ts";
import { deviationOf, memoriesOf, workerState } from "./worker_state.ts";

test("what goes into the state comes out for each worker", async () => {
  await openEngine("cpu");
  const own = [{ "a/b": tf.scalar(1) }, { "a/b": tf.scalar(2) }];
  const mean = { "a/b": tf.scalar(3) };
  const state = workerState({ own, mean });
  assertEquals(Object.keys(state), [
    "worker 0/a/b",
    "worker 1/a/b",
    "mean/a/b",
  ]);
  const memories = memoriesOf(state, { workers: 2, parameters: mean });
  assertEquals(memories, own.map((own) => ({ own, mean })));
  disposeTensors(state);
});

test("a deviation is M times the worker's part less the mean", async () => {
  await openEngine("cpu");
  const memory = {
    own: { w: tf.tensor1d([1, -2]) },
    mean: { w: tf.tensor1d([2, 3]) },
  };
  const before = tf.memory().numTensors;
  const { w } = deviationOf(memory, 4);
  assertEquals(tf.memory().numTensors, before + 1);
  assertEquals([...w!.dataSync()], [4 * 1 - 2, 4 * -2 - 3]);
  tf.dispose([w!, memory.own.w, memory.mean.w]);
});

test("the state of other workers or another network is refused", async () => {
  await openEngine("cpu");
  const mean = { w: tf.scalar(0) };
  const state = workerState({ own: [mean, mean], mean });
  for (const workers of [1, 3]) {
    assertThrows(
      () => memoriesOf(state, { workers, parameters: mean }),
      RangeError,
      `${workers} workers: their state must have ${workers + 1} tensors, ` +
        "current number 3",
    );
  }
  assertThrows(
    () => memoriesOf(state, { workers: 2, parameters: { v: mean.w } }),
    RangeError,
    'Cannot find tensor "mean/v"',
  );
  disposeTensors(mean);
});
