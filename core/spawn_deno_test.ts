import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { spawnDeno } from "./spawn_deno.ts";
import { UsageError } from "./usage_error.ts";

test("spawnDeno starts Deno with its arguments", async () => {
  const child = spawnDeno(["eval", "Deno.exit(7)"], { purpose: "is tested" });
  assertEquals((await child.status).code, 7);
});

test("spawnDeno lets nothing be coloured that is quoted", async () => {
  const child = spawnDeno(["eval", "throw new Error('broken')"], {
    purpose: "is tested",
    env: { FORCE_COLOR: "1" },
    stderr: "piped",
  });
  const { stderr } = await child.output();
  assertStringIncludes(
    new TextDecoder().decode(stderr),
    "error: Uncaught (in promise) Error: broken",
  );
});

test("spawnDeno says what cannot be done without deno", () => {
  assertThrows(
    () =>
      spawnDeno([], {
        purpose: "is tested",
        clearEnv: true,
        env: { PATH: "/nowhere" },
      }),
    UsageError,
    'Cannot start "deno", which is tested: put its folder on PATH',
  );
});
