import { test } from "@std/testing/bdd";
import { ENGINE_MODES } from "../../engines/testing.ts";
import { assertFollowsPytorch } from "../testdata/optimizers_pytorch.ts";
import { momentum } from "./momentum.ts";

// The learning rate changes on the way: inside the velocity it would differ.
for (const { mode, open } of ENGINE_MODES) {
  test(`20 updates are those of PyTorch's SGD, ${mode}`, async () => {
    await assertFollowsPytorch(momentum({ momentum: 0.9 }), {
      engine: await open(),
      name: "momentum 0.9",
    });
  });

  test(`momentum 0 is gradient descent, ${mode}`, async () => {
    await assertFollowsPytorch(momentum({ momentum: 0 }), {
      engine: await open(),
      name: "gradient descent",
    });
  });
}
