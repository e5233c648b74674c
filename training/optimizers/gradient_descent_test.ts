import { test } from "@std/testing/bdd";
import { openEngine } from "../../engines/mod.ts";
import { assertFollowsPytorch } from "../testdata/optimizers_pytorch.ts";
import { gradientDescent } from "./gradient_descent.ts";

for (const engineName of ["wasm", "cpu"] as const) {
  test(`20 updates are those of PyTorch's SGD, ${engineName}`, async () => {
    const engine = await openEngine(engineName);
    assertFollowsPytorch(gradientDescent(), {
      engine,
      name: "gradient descent",
    });
  });
}
