import { assert, assertEquals, assertMatch } from "@std/assert";
import { fileURLToPath } from "node:url";
import { test } from "@std/testing/bdd";

/** Of tfjs-core 4.22. */
const SPECS = 4230;

async function run(...args: string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--no-prompt", "--allow-read", "--allow-env", "--allow-sys"],
      ...["--allow-run", "--allow-ffi"],
      ...[fileURLToPath(import.meta.resolve("./main.ts")), ...args],
    ],
  }).output();
  const [out, err] = [stdout, stderr].map((bytes) =>
    new TextDecoder().decode(bytes)
  );
  return { code, out: out!, err: err! };
}

test("the specs of tfjs-core pass", async () => {
  const { code, out, err } = await run();
  assertEquals(code, 0, err);
  assertMatch(out, new RegExp(`^${SPECS} specs of tfjs-core, eager`, "m"));
});

test("they pass where all kernels and gradients are compiled", async () => {
  const { code, out, err } = await run("--compiled");
  assertEquals(code, 0, err);
  assertMatch(out, new RegExp(`^${SPECS} specs of tfjs-core, compiled`, "m"));
  const [, gradients] = /^(\d+) gradients compiled whole$/m.exec(out) ?? [];
  assert(Number(gradients) >= 480, out);
});

test("--help says what it does", async () => {
  const { code, out } = await run("--help");
  assertEquals(code, 0);
  assertMatch(out, /Usage: deno task test:tfjs-core/);
});

test("an unknown option is refused in one line", async () => {
  const { code, err } = await run("--compile");
  assertEquals(code, 2);
  assertMatch(err, /^error: Unknown option "--compile"[^\n]*\n$/);
});
