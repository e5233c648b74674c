import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { outputOf, startMain } from "../testing_process.ts";

async function call(...args: readonly string[]) {
  return await outputOf(startMain("kill_stress/kill_stress_main.ts", args));
}

test("help is printed", async () => {
  const { code, stdout, stderr } = await call("--help");
  assertEquals([code, stderr], [0, ""]);
  assertStringIncludes(stdout, "Usage: deno task stress:kills [options]");
});

test("a mistake is one line", async () => {
  const cases: readonly (readonly [readonly string[], string])[] = [
    [["--kils", "3"], "did you mean --kills?"],
    [["--kills", "x"], "Cannot use --kills x: it must be an integer from 1"],
    [["--kills", "0"], "Cannot use --kills 0"],
    [["--epochs", "1.5"], "Cannot use --epochs 1.5"],
    [["--seconds", "0"], "Cannot use --seconds 0"],
    [["--seed", "-1"], "Cannot use --seed -1"],
    [["--engine", "foo"], 'Unknown engine "foo"'],
    [["wasm"], 'Cannot use "wasm"'],
  ];
  const all = await Promise.all(cases.map(([args]) => call(...args)));
  for (const [i, { code, stdout, stderr }] of all.entries()) {
    assertEquals([code, stdout], [2, ""], stderr);
    assertMatch(stderr, /^error: .+\n$/);
    assertStringIncludes(stderr, cases[i]![1]);
  }
});
