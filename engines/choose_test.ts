import { assertEquals, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { evaluatedWith } from "../core/testing_environment.ts";
import { chooseEngine } from "./choose.ts";
import { ENGINE_NAMES } from "./engine.ts";

test("auto takes TensorFlow where it is installed and says why", async () => {
  const { name, reason } = await chooseEngine("auto");
  assertEquals(name, "tensorflow");
  assertStringIncludes(reason, "auto: TensorFlow 2.");
});

test("a named engine is never replaced", async () => {
  for (const name of ENGINE_NAMES) {
    assertEquals((await chooseEngine(name)).name, name);
  }
});

test("auto does not pass over a library that was named", async () => {
  const folder = await Deno.makeTempDir();
  const module = new URL("choose.ts", import.meta.url);
  const { name, message } = await evaluatedWith(module, {
    expression: 'module.chooseEngine("auto")',
    env: { GRADNOISE_TENSORFLOW: folder },
  }) as Error;
  await Deno.remove(folder);
  assertEquals(name, "UsageError");
  assertStringIncludes(message, folder);
});
