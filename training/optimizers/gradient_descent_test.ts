import { test } from "@std/testing/bdd";
import { ENGINE_MODES } from "../../engines/testing.ts";
import { assertFollowsPytorch } from "../testdata/optimizers_pytorch.ts";
import { gradientDescent } from "./gradient_descent.ts";

for (const { mode, open } of ENGINE_MODES) {
  test(`20 updates are those of PyTorch's SGD, ${mode}`, async () => {
    await assertFollowsPytorch(gradientDescent(), {
      engine: await open(),
      name: "gradient descent",
    });
  });
}
