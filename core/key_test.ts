import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { bitsAt, rootKey, split } from "./key.ts";

test("rootKey accepts seed 0 and distinguishes seeds beyond 32 bits", () => {
  assertEquals(rootKey(0).words, [0, 0]);
  assertEquals(rootKey(2 ** 32 + 5).words, [5, 1]);
  assertNotEquals(rootKey(5), rootKey(2 ** 32 + 5));
});

for (const seed of [-1, 1.5, NaN, Infinity, 2 ** 53]) {
  test(`rootKey refuses ${seed}`, () => {
    assertThrows(() => rootKey(seed), RangeError, `current value ${seed}`);
  });
}

test("split is a pure function of the path", () => {
  const path = () => split(split(rootKey(7), "shuffle"), 12);
  assertEquals(path(), path());
});

test("split by name, by step and by order give different keys", () => {
  const root = rootKey(1);
  const keys = [
    root,
    split(root, "init"),
    split(root, "noise"),
    split(root, 0),
    split(root, 1),
    split(root, "0"),
    split(split(root, 0), 1),
    split(split(root, 1), 0),
    split(split(root, "init"), "noise"),
    split(split(root, "noise"), "init"),
  ];
  const distinct = new Set(keys.map(({ words }) => words.join()));
  assertEquals(distinct.size, keys.length);
});

test("a child's words are not among its parent's draws", () => {
  const root = rootKey(3);
  const child = split(root, 0);
  const [first, second] = bitsAt(root, 0);
  assertNotEquals(child.words, [first, second]);
});
