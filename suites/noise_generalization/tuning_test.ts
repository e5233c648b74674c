import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { kept, optimumOf, type TuningRule } from "./tuning.ts";

const HIGHER: TuningRule = { keep: 2, better: "higher" };
const LOWER: TuningRule = { keep: 2, better: "lower" };

test("the best 12 of 15 are kept", () => {
  const values = [9, 3, 15, 1, 7, 11, 5, 13, 2, 4, 6, 8, 10, 12, 14];
  const best = [15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4];
  assertEquals(kept(values, { keep: 12, better: "higher" }), best);
  assertEquals(kept([3, NaN, 1], LOWER), [1, 3]);
  assertEquals(kept([NaN, 1, NaN], HIGHER), [1, NaN]);
  assertThrows(() => kept([1], HIGHER), RangeError, "best 2 of 1 runs");
});

const TRIALS = [
  { learningRate: 0.5, values: [70, 0, 72] },
  { learningRate: 1, values: [80, 82, 10] },
  { learningRate: 2, values: [79, 81, 79] },
  { learningRate: 4, values: [79, 79.1, 79] },
  { learningRate: 8, values: [50, 50, 50] },
];

test("the optimum has the best mean of the kept runs", () => {
  const { sd, ...optimum } = optimumOf(TRIALS, HIGHER);
  // Kept: 80 and 82, of mean 81 and standard deviation √2; 80 is within it.
  assertAlmostEquals(sd, Math.SQRT2);
  assertEquals(optimum, {
    ...{ learningRate: 1, mean: 81, bar: [1, 2] },
    ...{ atEdge: false, barAtEdge: false },
  });
  // Lowest: 0 and 70 of the first.
  assertEquals(optimumOf(TRIALS, LOWER).learningRate, 0.5);
});

test("a learning rate whose runs diverged is none", () => {
  const diverged = { learningRate: 16, values: [1e-9, NaN, NaN] };
  assertEquals(optimumOf([...TRIALS, diverged], LOWER).learningRate, 0.5);
  assertThrows(() => optimumOf([diverged], LOWER), RangeError, "no learning");
});

test("an optimum or a bar at the grid's edge is seen", () => {
  const atEdge = optimumOf(TRIALS.slice(1), HIGHER);
  assertEquals([atEdge.atEdge, atEdge.barAtEdge], [true, true]);
  const barAtEdge = optimumOf(TRIALS.slice(0, 3), HIGHER);
  assertEquals([barAtEdge.atEdge, barAtEdge.barAtEdge], [false, true]);
});

test("learning rates that do not ascend are refused", () => {
  assertThrows(() => optimumOf([], HIGHER), RangeError);
  assertThrows(
    () => optimumOf(TRIALS.toReversed(), HIGHER),
    RangeError,
    "8, 4",
  );
});
