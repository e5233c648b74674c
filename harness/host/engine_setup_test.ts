import { assertEquals, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { dirname } from "node:path";
import { evaluatedWith } from "../../core/testing_environment.ts";
import { requireTensorflow } from "../../engines/tensorflow/installation/find.ts";
import {
  engineSetup,
  setupArgument,
  setupFromArgument,
  workerNeeds,
} from "./engine_setup.ts";
import { withFolder } from "../testing.ts";

test("a run has one thread unless more are asked for", () => {
  assertEquals(engineSetup("tensorflow", {}).threads, 1);
  assertEquals(engineSetup("tensorflow", { threads: 4 }).threads, 4);
});

test("a setup comes back from the worker's argument", () => {
  const setup = engineSetup("webgpu", { adapter: "a, b", verbose: true });
  assertEquals(setupFromArgument(setupArgument(setup)), setup);
});

test("the engines in the runtime need nothing", async () => {
  for (const name of ["wasm", "cpu"] as const) {
    assertEquals(await workerNeeds({ name }), {
      ...{ readable: [], permissions: [], environment: {} },
    });
  }
});

test("TensorFlow's workers get its folder and may load it", async () => {
  const { folder, cc } = await requireTensorflow();
  const { readable, permissions, environment } = await workerNeeds({
    name: "tensorflow",
  });
  assertEquals(readable, [dirname(folder)]);
  // Its very file, which need not have the usual name.
  assertEquals(environment, { GRADNOISE_TENSORFLOW: cc });
  assertEquals(permissions[0], "--allow-ffi");
  assertStringIncludes(permissions[1]!, "TF_DETERMINISTIC_OPS");
});

test("without TensorFlow no worker is started", async () => {
  await withFolder(async (folder) => {
    const module = new URL("engine_setup.ts", import.meta.url);
    const { name, message } = await evaluatedWith(module, {
      expression: 'module.workerNeeds({ name: "tensorflow" })',
      env: { GRADNOISE_TENSORFLOW: folder },
    }) as Error;
    assertEquals(name, "UsageError");
    assertStringIncludes(message, folder);
  });
});
