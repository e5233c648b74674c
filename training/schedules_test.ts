import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { constant, halveAtLoss, type Schedule } from "./schedules.ts";

/** The rates after epochs with these lowest training losses. */
function ratesAfter(schedule: Schedule, losses: readonly number[]): number[] {
  return losses.map((lowestTrainingLoss, epoch) =>
    schedule.learningRate({ step: 10 * epoch, epoch, lowestTrainingLoss })
  );
}

test("constant", () => {
  assertEquals(ratesAfter(constant(0.5), [Infinity, 1, 0]), [0.5, 0.5, 0.5]);
});

test("halved once, from the epoch after the loss reached L*", () => {
  const rates = ratesAfter(
    halveAtLoss(0.5, { loss: 0.01 }),
    [Infinity, 0.02, 0.01, 0.001, 0],
  );
  assertEquals(rates, [0.5, 0.5, 0.25, 0.25, 0.25]);
});

test("names tell the numbers", () => {
  assertEquals(constant(0.001).name, "constant 0.001");
  assertEquals(
    halveAtLoss(0.001, { loss: 0.01 }).name,
    "0.001, halved at training loss 0.01",
  );
});

test("what is not positive and finite is refused", () => {
  for (const value of [0, -1, NaN, Infinity]) {
    const message = `current value ${value}`;
    assertThrows(() => constant(value), RangeError, message);
    assertThrows(() => halveAtLoss(value, { loss: 1 }), RangeError, message);
    assertThrows(() => halveAtLoss(1, { loss: value }), RangeError, message);
  }
});
