import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { evaluatedWith } from "./testing_environment.ts";

const MODULE = new URL("testing_environment.ts", import.meta.url);

/** What a process in a process with `outer` has of it, with `env` besides. */
function variablesWithin(
  outer: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string | null>>,
): Promise<unknown> {
  const names = JSON.stringify(Object.keys(outer));
  const expression = `${names}.map((name) => Deno.env.get(name) ?? null)`;
  return evaluatedWith(MODULE, {
    expression: `module.evaluatedWith(new URL("${MODULE.href}"), {
      expression: ${JSON.stringify(expression)},
      env: Object.fromEntries(
        Object.entries(${JSON.stringify(env)})
          .map(([name, value]) => [name, value ?? undefined]),
      ),
    })`,
    env: outer,
  });
}

test("variables are inherited, but those that are set or have none", async () => {
  const outer = { GRADNOISE_A: "1", GRADNOISE_B: "2", GRADNOISE_C: "3" };
  assertEquals(
    await variablesWithin(outer, { GRADNOISE_B: "4", GRADNOISE_C: null }),
    ["1", "4", null],
  );
});

test("what the user has TensorFlow print is left out", async () => {
  const outer = { TF_CPP_MIN_LOG_LEVEL: "0" };
  assertEquals(await variablesWithin(outer, {}), [null]);
  assertEquals(
    await variablesWithin(outer, { TF_CPP_MIN_LOG_LEVEL: "1" }),
    ["1"],
  );
});
