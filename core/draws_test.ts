import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { integerBelow, numberBetween } from "./draws.ts";

test("integerBelow divides the words into parts of the same size", () => {
  assertEquals(
    [0, 2 ** 30, 2 ** 31, 2 ** 32 - 1].map((word) => integerBelow(word, 4)),
    [0, 1, 2, 3],
  );
  assertEquals([0, 2 ** 32 - 1].map((word) => integerBelow(word, 1)), [0, 0]);
  // 2^32/9 = 477,218,588.4
  assertEquals(
    [477_218_588, 477_218_589].map((word) => integerBelow(word, 9)),
    [0, 1],
  );
});

test("numberBetween is linear in the word", () => {
  const range = { from: -1, to: 3 };
  assertEquals(
    [0, 2 ** 30, 2 ** 31].map((word) => numberBetween(word, range)),
    [-1, 0, 1],
  );
});
