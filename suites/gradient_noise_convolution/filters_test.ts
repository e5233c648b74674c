import * as tf from "@tensorflow/tfjs-core";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { disposeTensors } from "../../core/tensors.ts";
import { openEngine } from "../../engines/mod.ts";
import { filtersOf, within } from "./filters.ts";

test("filtersOf: the weights of an output, or a whole vector", async () => {
  await openEngine("cpu");
  const parameters = {
    dense: tf.zeros([3, 2]),
    bias: tf.zeros([2]),
    conv: tf.zeros([1, 2, 1, 2]),
    scale: tf.scalar(1),
  };
  assertEquals(filtersOf(parameters), [
    [0, 2, 4],
    [1, 3, 5],
    [6, 7],
    [8, 10],
    [9, 11],
    [12],
  ]);
  disposeTensors(parameters);
});

test("within picks a filter's numbers", () => {
  assertEquals([...within([0, 2], [5, 6, 7])], [5, 7]);
});
