import { assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { openEngine } from "../../engines/mod.ts";
import { assertFollowsPytorch } from "../testdata/optimizers_pytorch.ts";
import { momentum } from "./momentum.ts";

// The learning rate changes on the way: inside the velocity it would differ.
for (const engineName of ["wasm", "cpu"] as const) {
  test(`20 updates are those of PyTorch's SGD, ${engineName}`, async () => {
    const engine = await openEngine(engineName);
    assertFollowsPytorch(momentum({ momentum: 0.9 }), {
      engine,
      name: "momentum 0.9",
    });
  });

  test(`momentum 0 is gradient descent, ${engineName}`, async () => {
    const engine = await openEngine(engineName);
    assertFollowsPytorch(momentum({ momentum: 0 }), {
      engine,
      name: "gradient descent",
    });
  });
}

test("what is not from 0 to below 1 is refused", () => {
  for (const value of [-0.1, 1, NaN, Infinity]) {
    assertThrows(() => momentum({ momentum: value }), RangeError, `${value}`);
  }
});
