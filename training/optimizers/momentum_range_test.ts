import { assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { classicalMomentum } from "./classical_momentum.ts";
import { lars } from "./lars.ts";
import { momentum } from "./momentum.ts";
import { nesterov } from "./nesterov.ts";

test("what is not from 0 to below 1 is refused", () => {
  for (const make of [momentum, classicalMomentum, nesterov, lars]) {
    for (const value of [-0.1, 1, NaN, Infinity]) {
      assertThrows(() => make({ momentum: value }), RangeError, `${value}`);
    }
  }
});
