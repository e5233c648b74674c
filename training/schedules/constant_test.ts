import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { constant } from "./constant.ts";

test("the same whatever the progress", () => {
  const { name, learningRate } = constant(0.5);
  const start = { step: 0, epoch: 0, lowestTrainingLoss: Infinity };
  const end = { step: 1000, epoch: 10, lowestTrainingLoss: 0 };
  assertEquals([start, end].map(learningRate), [0.5, 0.5]);
  assertEquals(name, "constant 0.5");
});

test("what is not positive and finite is refused", () => {
  for (const value of [0, -1, NaN, Infinity]) {
    const message = `learning rate must be positive, current value ${value}`;
    assertThrows(() => constant(value), RangeError, message);
  }
});
