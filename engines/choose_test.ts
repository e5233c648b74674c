import { assertEquals, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { chooseEngine } from "./choose.ts";
import { ENGINE_NAMES } from "./engine.ts";

test("auto takes wasm and says why", () => {
  const { name, reason } = chooseEngine("auto");
  assertEquals(name, "wasm");
  assertStringIncludes(reason, "auto");
});

test("a named engine is never replaced", () => {
  for (const name of ENGINE_NAMES) assertEquals(chooseEngine(name).name, name);
});
