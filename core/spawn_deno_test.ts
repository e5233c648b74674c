import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { spawnDeno } from "./spawn_deno.ts";
import { UsageError } from "./usage_error.ts";

test("spawnDeno starts Deno with its arguments", async () => {
  const child = spawnDeno(["eval", "Deno.exit(7)"], { purpose: "is tested" });
  assertEquals((await child.status).code, 7);
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
