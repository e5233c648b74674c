import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { withFolder } from "../testing.ts";
import {
  assertHelp,
  runTask,
  signalAfter,
  startMain,
} from "../testing_process.ts";
import { MUTANTS } from "./mutants.ts";

test("help is on standard output", async () => {
  await assertHelp("gate:mutants", "Usage: deno task gate:mutants [TEXT]");
});

test("the mutants of a name are listed", async () => {
  const { code, stdout } = await runTask(["gate:mutants", "α", "--list"]);
  assertEquals(code, 0);
  const named = MUTANTS.filter(({ name }) => name.includes("α"));
  assertEquals(
    stdout,
    named.map(({ name, file }) => `${name} (${file})\n`).join(""),
  );
});

test("a mistake is one line that says what to do", async () => {
  const cases: readonly (readonly [readonly string[], string])[] = [
    [["no such"], 'Cannot find a mutant with "no such" in its name'],
    [["--lst"], 'Unknown option "--lst": did you mean --list?'],
    [["--engine", "cuda"], 'Unknown engine "cuda"'],
    [["--jobs", "0"], "Cannot use --jobs 0"],
    [["--data-dir", ""], "--data-dir needs a value"],
  ];
  for (const [args, said] of cases) {
    const { code, stdout, stderr } = await runTask(["gate:mutants", ...args]);
    assertEquals([code, stdout], [2, ""], stderr);
    assertMatch(stderr, /^error: .+\n$/);
    assertStringIncludes(stderr, said);
  }
});

test("nothing is left of the copy when the call is ended", async () => {
  await withFolder(async (folder) => {
    const call = startMain("mutation/mutation_main.ts", [], {
      env: { TMPDIR: folder },
    });
    const { code, stdout, stderr } = await signalAfter(call, {
      ...{ text: "copying the project", signal: "SIGTERM" },
    });
    assertEquals([code, stdout], [130, ""], stderr);
    assertStringIncludes(stderr, "Interrupted");
    assertEquals([...Deno.readDirSync(folder)], []);
  });
});
