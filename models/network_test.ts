import { assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { flatten } from "./layers/flatten.ts";
import { network } from "./network.ts";

test("as many outputs as classes, or it is refused", () => {
  const options = { name: "flat", inputShape: [2, 3], layer: flatten() };
  assertThrows(
    () => network({ ...options, classes: 5 }),
    RangeError,
    "Cannot make flat: it must have 5 outputs, current shape [6]",
  );
});
