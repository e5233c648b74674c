import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { UsageError } from "../core/usage_error.ts";
import { chooseEngine } from "./choose.ts";
import { ENGINE_NAMES } from "./engine.ts";

const VARIABLE = "GRADNOISE_TENSORFLOW";

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
  const before = Deno.env.get(VARIABLE);
  const folder = await Deno.makeTempDir();
  Deno.env.set(VARIABLE, folder);
  try {
    await assertRejects(() => chooseEngine("auto"), UsageError, folder);
  } finally {
    if (before === undefined) Deno.env.delete(VARIABLE);
    else Deno.env.set(VARIABLE, before);
    await Deno.remove(folder);
  }
});
