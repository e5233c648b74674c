import { assertEquals, assertThrows } from "@std/assert";
import { afterEach, test } from "@std/testing/bdd";
import { UsageError } from "../core/usage_error.ts";
import { engineFromEnvironment } from "./engine_from_environment.ts";

const VARIABLE = "GRADNOISE_ENGINE";
const before = Deno.env.get(VARIABLE);

afterEach(() => {
  if (before === undefined) Deno.env.delete(VARIABLE);
  else Deno.env.set(VARIABLE, before);
});

test("the variable names an engine", () => {
  Deno.env.set(VARIABLE, "tensorflow");
  assertEquals(engineFromEnvironment(), "tensorflow");
});

test("without it, or empty, there is none", () => {
  Deno.env.delete(VARIABLE);
  assertEquals(engineFromEnvironment(), undefined);
  Deno.env.set(VARIABLE, "");
  assertEquals(engineFromEnvironment(), undefined);
});

test("what is no engine is refused", () => {
  Deno.env.set(VARIABLE, "cuda");
  assertThrows(
    engineFromEnvironment,
    UsageError,
    'Cannot use engine "cuda" of GRADNOISE_ENGINE: there are wasm, ',
  );
});
