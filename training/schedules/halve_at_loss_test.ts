import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { halveAtLoss } from "./halve_at_loss.ts";

test("halved once, from the epoch after the loss reached L*", () => {
  const schedule = halveAtLoss(0.5, { loss: 0.01 });
  const rates = [Infinity, 0.02, 0.01, 0.001, 0].map(
    (lowestTrainingLoss, epoch) =>
      schedule.learningRate({ step: 10 * epoch, epoch, lowestTrainingLoss }),
  );
  assertEquals(rates, [0.5, 0.5, 0.25, 0.25, 0.25]);
  assertEquals(schedule.name, "0.5, halved at training loss 0.01");
});

test("what is not positive and finite is refused", () => {
  for (const value of [0, -1, NaN, Infinity]) {
    const message = `current value ${value}`;
    assertThrows(() => halveAtLoss(value, { loss: 1 }), RangeError, message);
    assertThrows(() => halveAtLoss(1, { loss: value }), RangeError, message);
  }
});
