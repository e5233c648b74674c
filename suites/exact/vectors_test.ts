import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import {
  combination,
  difference,
  dot,
  meanVector,
  norm,
  outer,
  relativeDistance,
} from "./vectors.ts";

test("combination scales and adds in double precision", () => {
  const third = Math.fround(1 / 3);
  assertEquals(
    [...combination([2, [1, 2]], [-1, Float32Array.of(third, 5)])],
    [2 - third, -1],
  );
});

test("dot and relativeDistance on a 3-4-5 triangle", () => {
  assertEquals(dot([3, 4], [3, 4]), 25);
  assertEquals(relativeDistance([3, 4], [0, 4]), 0.75);
  assertEquals(relativeDistance([0, 0], [3, 4]), 1);
});

test("norm and outer of small vectors", () => {
  assertEquals(norm([3, 4]), 5);
  assertEquals([...outer([1, 2], [3, 4, 5])], [3, 4, 5, 6, 8, 10]);
});

test("difference and meanVector, in double precision", () => {
  assertEquals([...difference([3, 4], Float32Array.of(1, 6))], [2, -2]);
  assertEquals([...meanVector([[1, 2], [2, 4]])], [1.5, 3]);
});
