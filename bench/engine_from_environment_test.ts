import { assertEquals, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { evaluatedWith } from "../core/testing_environment.ts";

/** What `engineFromEnvironment` says where the variable has this value. */
function engineWith(value: string | undefined): Promise<unknown> {
  const module = new URL("engine_from_environment.ts", import.meta.url);
  return evaluatedWith(module, {
    expression: "module.engineFromEnvironment() ?? null",
    env: { GRADNOISE_ENGINE: value },
  });
}

test("the variable names an engine", async () => {
  assertEquals(await engineWith("tensorflow"), "tensorflow");
});

test("without it, or empty, there is none", async () => {
  for (const value of [undefined, ""]) {
    assertEquals(await engineWith(value), null);
  }
});

test("what is no engine is refused", async () => {
  const { name, message } = await engineWith("cuda") as Error;
  assertEquals(name, "UsageError");
  assertStringIncludes(
    message,
    'Cannot use engine "cuda" of GRADNOISE_ENGINE: there are wasm, ',
  );
});
