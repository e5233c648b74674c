import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { noiseEnhancement } from "./noise_enhancement.ts";
import { sgd } from "./sgd.ts";
import { switchAt } from "./switch_at.ts";

const [before, after] = [noiseEnhancement({ alpha: 2 }), sgd()];

test("the first epochs are made with the first method", () => {
  const method = switchAt(2, { before, after });
  const made = [0, 1, 2, 3].map((epoch) => method.at(epoch));
  assertEquals(made, [before, before, after, after]);
  assertEquals(method.name, "noise enhancement α=2, from epoch 2 SGD");
  assertEquals(switchAt(0, { before, after }).at(0), after);
});

test("what is no epoch is refused", () => {
  for (const epoch of [-1, 1.5, NaN]) {
    assertThrows(
      () => switchAt(epoch, { before, after }),
      RangeError,
      `current value ${epoch}`,
    );
  }
});
