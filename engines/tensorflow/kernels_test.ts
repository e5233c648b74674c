import * as tf from "@tensorflow/tfjs-core";
import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { openParts } from "./testing.ts";

const { engine, binding } = await openParts();

/** What `f` gives when it runs at once, and when it is compiled. */
function bothWays(f: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor): number[][] {
  const compiled = engine.compile((x: tf.Tensor) => ({ y: f(x) }));
  return [f(x), compiled(x).y].map((y) => {
    const values = [...y.dataSync()];
    y.dispose();
    return values;
  });
}

test("integers are round", () => {
  const x = tf.tensor1d([-3, 0, 12_345_678], "int32");
  for (const values of bothWays(tf.round, x)) {
    assertEquals(values, [-3, 0, 12_345_678]);
  }
  x.dispose();
});

test("other numbers are rounded, halves to even", () => {
  const x = tf.tensor1d([-2.5, 0.4, 1.5]);
  for (const values of bothWays(tf.round, x)) assertEquals(values, [-2, 0, 2]);
  x.dispose();
});

test("softmax has the same bits when it is compiled", () => {
  const x = tf.tensor2d([[0.1, 20, -3], [-500, 0.25, 700]]);
  const [eager, compiled] = bothWays((x) => tf.softmax(x), x);
  assertEquals(compiled, eager);
  x.dispose();
});

test("softmax of a row with NaN is NaN", () => {
  const x = tf.tensor2d([[1, NaN], [0, 0]]);
  for (const values of bothWays((x) => tf.softmax(x), x)) {
    assertEquals(values, [NaN, NaN, 0.5, 0.5]);
  }
  x.dispose();
});

test("rows are gathered, also by indices that a step computes", () => {
  const x = tf.tensor2d([[1, 2], [3, 4], [5, 6]]);
  const gather = (x: tf.Tensor) => tf.gather(x, tf.argMax(x, 0));
  for (const values of bothWays(gather, x)) assertEquals(values, [5, 6, 5, 6]);
  x.dispose();
});

test("an axis may be counted from the end", () => {
  const x = tf.tensor2d([[1, 2], [3, 4]]);
  const gather = (x: tf.Tensor) =>
    tf.gather(x, tf.tensor1d([1, 0], "int32"), -1);
  for (const values of bothWays(gather, x)) assertEquals(values, [2, 1, 4, 3]);
});

test("columns are gathered along an axis, by batch", () => {
  const x = tf.tensor2d([[1, 2], [3, 4]]);
  const swap = (x: tf.Tensor) =>
    tf.gather(x, tf.tensor2d([[1], [0]], [2, 1], "int32"), 1, 1);
  for (const values of bothWays(swap, x)) assertEquals(values, [2, 3]);
  x.dispose();
});

test("an index out of range is an error, where there is one to see it", () => {
  const x = tf.tensor1d([1, 2]);
  const gather = (x: tf.Tensor) => tf.gather(x, tf.tensor1d([2], "int32"));
  assertThrows(() => gather(x), Error, "the index value 2 is not in [0, 1]");
  const compiled = engine.compile((x: tf.Tensor) => ({ y: gather(x) }));
  if (binding.context.gpu) {
    const { y } = compiled(x);
    assertEquals([...y.dataSync()], [0]);
    y.dispose();
  } else {
    assertThrows(() => compiled(x), Error, "2 is not in [0, 2)");
  }
  x.dispose();
});
