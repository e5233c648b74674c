import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { UsageError } from "../core/usage_error.ts";
import { chooseEngine } from "./choose.ts";
import { ENGINES_HERE } from "./engine.ts";

test("auto takes wasm and says why", () => {
  const { name, reason } = chooseEngine("auto");
  assertEquals(name, "wasm");
  assertStringIncludes(reason, "auto");
});

test("a named engine is never replaced", () => {
  for (const name of ENGINES_HERE) assertEquals(chooseEngine(name).name, name);
});

test("an engine that is not here is refused before anything is done", () => {
  for (const name of ["webgpu", "tensorflow"] as const) {
    assertThrows(
      () => chooseEngine(name),
      UsageError,
      `Cannot use engine "${name}": this version has wasm, cpu`,
    );
  }
});
