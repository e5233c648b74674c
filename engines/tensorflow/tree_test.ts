import * as tf from "@tensorflow/tfjs-core";
import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { openCpu } from "../cpu.ts";
import { replaceTensors, Slot, tensorsIn } from "./tree.ts";

await openCpu();

const a = tf.ones([2, 3]);
const b = tf.zeros([2, 3]);
const labels = tf.zeros([4], "int32");

test("tensors of a tree are found depth first", () => {
  const { tensors } = tensorsIn([{ w: a, more: [labels, { b }] }, 3, a]);
  assertEquals(tensors.map(({ id }) => id), [a.id, labels.id, b.id, a.id]);
});

test("trees that one trace serves have the same signature", () => {
  const signature = (tree: unknown) => tensorsIn(tree).signature;
  assertEquals(signature({ x: a, n: 1 }), signature({ x: b, n: 1 }));
  const different = [
    ...[{ x: a, n: 1 }, { x: labels, n: 1 }, { y: a, n: 1 }, { x: a, n: 2 }],
    ...[{ x: a, n: "1" }, { x: a }, [a, 1], [[a], 1], { x: a, n: undefined }],
    ...[{ x: tf.ones([3, 2]), n: 1 }, { x: a, n: null }, { x: a, n: true }],
    ...[{ x: a, n: 0 }, { x: a, n: -0 }],
  ].map(signature);
  assertEquals(new Set(different).size, different.length);
  assertNotEquals(signature("a,b"), signature(["a", "b"]));
});

test("a copy has what replaces each tensor, and the rest as it was", () => {
  let next = 0;
  const tree = { x: [a, { y: b }], n: 3, s: "s", none: null, left: undefined };
  assertEquals(
    replaceTensors(tree, () => next++),
    { x: [0, { y: 1 }], n: 3, s: "s", none: null, left: undefined },
  );
  assertEquals(tree.x[0], a);
});

test("a slot is replaced like a tensor", () => {
  assertEquals(
    replaceTensors(
      [new Slot(1), new Slot(0)],
      (slot) => slot instanceof Slot ? ["zero", "one"][slot.index] : slot,
    ),
    ["one", "zero"],
  );
});

test("what is no plain data is refused, with what it is", () => {
  const cases: [unknown, string][] = [
    [new Map(), "a Map among its arguments or results"],
    [new Float32Array(2), "a Float32Array among"],
    [{ f: () => a }, "a function among"],
    [[Symbol("s")], "a symbol among"],
    [new Date(0), "use tensors, plain records, lists and numbers"],
  ];
  for (const [tree, message] of cases) {
    assertThrows(() => tensorsIn(tree), TypeError, message);
    assertThrows(() => replaceTensors(tree, (x) => x), TypeError, message);
  }
});
