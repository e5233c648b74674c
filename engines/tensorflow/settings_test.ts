import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { evaluatedWith } from "../../core/testing_environment.ts";
import { type Settings, TENSORFLOW_SETTINGS } from "./settings.ts";

/** What holds where the user set these variables, and what they are then. */
async function appliedWith(env: Readonly<Record<string, string>>) {
  const none = TENSORFLOW_SETTINGS.map((name) => [name, undefined] as const);
  const module = new URL("settings.ts", import.meta.url);
  return await evaluatedWith(module, {
    expression:
      "({ settings: module.applySettings(), variables: Deno.env.toObject() })",
    env: { ...Object.fromEntries(none), ...env },
  }) as { settings: Settings; variables: Record<string, string> };
}

test("determinism is asked for, chatter is not", async () => {
  const { settings, variables } = await appliedWith({});
  assertEquals(settings, { deterministic: true, tf32: false });
  assertEquals(variables.NVIDIA_TF32_OVERRIDE, "0");
  assertEquals(variables.TF_DETERMINISTIC_OPS, "1");
  assertEquals(variables.TF_CPP_MIN_LOG_LEVEL, "2");
});

test("the user's own settings win and are told", async () => {
  const { settings, variables } = await appliedWith({
    ...{ TF_DETERMINISTIC_OPS: "0", NVIDIA_TF32_OVERRIDE: "1" },
  });
  assertEquals(settings, { deterministic: false, tf32: true });
  assertEquals(variables.TF_DETERMINISTIC_OPS, "0");
  const { settings: { deterministic } } = await appliedWith({
    TF_DETERMINISTIC_OPS: "True",
  });
  assertEquals(deterministic, true);
});
