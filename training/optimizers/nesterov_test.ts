import { test } from "@std/testing/bdd";
import { ENGINE_MODES } from "../../engines/testing.ts";
import { assertFollowsPytorch } from "../testdata/optimizers_pytorch.ts";
import { nesterov } from "./nesterov.ts";

for (const { mode, open } of ENGINE_MODES) {
  test(`20 updates are those of PyTorch's SGD, ${mode}`, async () => {
    await assertFollowsPytorch(nesterov({ momentum: 0.9 }), {
      engine: await open(),
      name: "Nesterov momentum 0.9",
    });
  });

  test(`momentum 0 is gradient descent, ${mode}`, async () => {
    await assertFollowsPytorch(nesterov({ momentum: 0 }), {
      engine: await open(),
      name: "gradient descent",
    });
  });
}
