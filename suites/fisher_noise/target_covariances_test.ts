import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import {
  covarianceOfColumns,
  diagonalOf,
  isotropicOf,
  kroneckerOf,
  traceOf,
  unitMatrix,
} from "./target_covariances.ts";

const MATRIX = Float64Array.of(1, 2, 3, 5);

test("diagonalOf, traceOf, isotropicOf and unitMatrix of 2×2", () => {
  assertEquals([...diagonalOf(MATRIX)], [1, 0, 0, 5]);
  assertEquals(traceOf(MATRIX), 6);
  assertEquals([...isotropicOf(MATRIX)], [3, 0, 0, 3]);
  assertEquals([...unitMatrix(2, 4)], [4, 0, 0, 4]);
});

test("covarianceOfColumns is C Cᵀ", () => {
  // C = [[1, 3], [2, 0]]
  assertEquals([...covarianceOfColumns([[1, 2], [3, 0]])], [10, 2, 2, 4]);
});

test("kroneckerOf finds inputs and δ in the gradients a δᵀ", () => {
  // One input and a bias, two outputs: a = (2, 1), δ = (1, 3), then
  // a = (-1, 1), δ = (0, 1). A = [[5, 1], [1, 2]] / 2, S = [[1, 3], [3, 10]] / 2.
  const gradients = [[2, 6, 1, 3], [0, -1, 0, 1]];
  const expected = [
    ...[5, 15, 1, 3],
    ...[15, 50, 3, 10],
    ...[1, 3, 2, 6],
    ...[3, 10, 6, 20],
  ];
  assertEquals(
    [...kroneckerOf(gradients, [{ inputs: 1, outputs: 2 }])],
    expected.map((value) => value / 4),
  );
});

test("kroneckerOf has a block for each layer, and 0 between them", () => {
  const layer = { inputs: 1, outputs: 1 };
  const matrix = kroneckerOf([[2, 1, 6, 2]], [layer, layer]);
  assertEquals([...matrix], [
    ...[4, 2, 0, 0],
    ...[2, 1, 0, 0],
    ...[0, 0, 36, 12],
    ...[0, 0, 12, 4],
  ]);
});

test("kroneckerOf refuses an example without a gradient", () => {
  assertThrows(
    () => kroneckerOf([[0, 0]], [{ inputs: 1, outputs: 1 }]),
    RangeError,
    "Cannot tell a layer's inputs",
  );
});
