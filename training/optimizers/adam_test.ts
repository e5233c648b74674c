import { assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { ENGINE_MODES } from "../../engines/testing.ts";
import { assertFollowsPytorch } from "../testdata/optimizers_pytorch.ts";
import { adam } from "./adam.ts";

for (const { mode, open } of ENGINE_MODES) {
  test(`20 updates are those of PyTorch's Adam, ${mode}`, async () => {
    await assertFollowsPytorch(adam({ epsilon: 1e-7 }), {
      engine: await open(),
      name: "Adam",
    });
  });

  // An ε that matters tells where it is added.
  test(`so they are with other constants, ${mode}`, async () => {
    await assertFollowsPytorch(
      adam({ beta1: 0.5, beta2: 0.9, epsilon: 0.01 }),
      { engine: await open(), name: "Adam, other constants" },
    );
  });
}

test("constants out of range are refused", () => {
  for (const beta of [-0.1, 1, NaN]) {
    assertThrows(() => adam({ beta1: beta }), RangeError, `${beta}`);
    assertThrows(() => adam({ beta2: beta }), RangeError, `${beta}`);
  }
  for (const epsilon of [0, -1, NaN, Infinity]) {
    assertThrows(() => adam({ epsilon }), RangeError, `${epsilon}`);
  }
});
