import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { quartilesOf } from "./quartiles.ts";

test("quartiles of an odd number of values are values", () => {
  const values = [5, 1, 4, 2, 3];
  assertEquals(quartilesOf(values), { first: 2, median: 3, third: 4 });
  assertEquals(values, [5, 1, 4, 2, 3]);
});

test("otherwise they lie between two, as NumPy's", () => {
  assertEquals(quartilesOf([10, 1, 2, 3]), {
    ...{ first: 1.75, median: 2.5, third: 4.75 },
  });
});

test("those of one value are that value", () => {
  assertEquals(quartilesOf([7]), { first: 7, median: 7, third: 7 });
});

test("no values are refused", () => {
  assertThrows(() => quartilesOf([]), RangeError, "there are no values");
});
