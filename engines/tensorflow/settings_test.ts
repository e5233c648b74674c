import { assertEquals } from "@std/assert";
import { afterEach, beforeEach, test } from "@std/testing/bdd";
import { applySettings, TENSORFLOW_SETTINGS } from "./settings.ts";

let before: (string | undefined)[];

beforeEach(() => {
  before = TENSORFLOW_SETTINGS.map((name) => Deno.env.get(name));
  for (const name of TENSORFLOW_SETTINGS) Deno.env.delete(name);
});

afterEach(() => {
  TENSORFLOW_SETTINGS.forEach((name, i) => {
    const value = before[i];
    if (value === undefined) Deno.env.delete(name);
    else Deno.env.set(name, value);
  });
});

test("determinism is asked for, chatter is not", () => {
  assertEquals(applySettings(), {
    ...{ deterministic: true, oneDnn: true, tf32: false },
  });
  assertEquals(Deno.env.get("NVIDIA_TF32_OVERRIDE"), "0");
  assertEquals(Deno.env.get("TF_DETERMINISTIC_OPS"), "1");
  assertEquals(Deno.env.get("TF_CPP_MIN_LOG_LEVEL"), "2");
});

test("the user's own settings win and are told", () => {
  Deno.env.set("TF_DETERMINISTIC_OPS", "0");
  Deno.env.set("TF_ENABLE_ONEDNN_OPTS", "0");
  Deno.env.set("NVIDIA_TF32_OVERRIDE", "1");
  assertEquals(applySettings(), {
    ...{ deterministic: false, oneDnn: false, tf32: true },
  });
  assertEquals(Deno.env.get("TF_DETERMINISTIC_OPS"), "0");
  Deno.env.set("TF_DETERMINISTIC_OPS", "True");
  assertEquals(applySettings().deterministic, true);
});
