import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { NO_LOADER_VARIABLES, spawnDeno } from "./spawn_deno.ts";
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

test("spawnDeno hands no loader's variables on, which it may not", async () => {
  const module = new URL("spawn_deno.ts", import.meta.url).href;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--allow-run=deno", "--ext=ts", "-"],
    env: Object.fromEntries(
      Object.keys(NO_LOADER_VARIABLES).map((name) => [name, "/nowhere"]),
    ),
    ...{ stdin: "piped", stdout: "null", stderr: "piped" },
  }).spawn();
  const code = `import { spawnDeno } from ${JSON.stringify(module)};
    const child = spawnDeno(["eval", "Deno.exit(7)"], { purpose: "is tested" });
    Deno.exit((await child.status).code);`;
  await new Blob([code]).stream().pipeTo(child.stdin);
  const { code: exitCode, stderr } = await child.output();
  assertEquals(exitCode, 7, new TextDecoder().decode(stderr));
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
