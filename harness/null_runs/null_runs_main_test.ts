import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { withFolder } from "../testing.ts";
import { assertHelp, runTask } from "../testing_process.ts";

test("help is on standard output", async () => {
  await assertHelp("gate:null", "Usage: deno task gate:null [SUITE...]");
});

test("sets of seeds are run and compared", () =>
  withFolder(async (results) => {
    const { code, stdout, stderr } = await runTask([
      ...["gate:null", "fisher-true-vs-empirical", "--engine", "wasm"],
      ...["--sets", "1", "--results", results],
    ]);
    assertEquals(code, 0, stderr);
    assertStringIncludes(stderr, "[6/6]");
    assertMatch(stdout, /│ fisher-true-vs-empirical │ other seeds /);
    assertMatch(stdout, / (0|1) of 1 /);
  }));

test("a mistake is one line that says what to do", async () => {
  const cases: readonly (readonly [readonly string[], string])[] = [
    [["ne-exact"], "Cannot do null runs of ne-exact: it is exact"],
    [["ne-exakt"], "did you mean ne-exact?"],
    [["--sets", "0"], "Cannot use --sets 0"],
    [
      ["--engine", "wasm", "--against", "wasm"],
      "Cannot compare wasm with itself",
    ],
  ];
  for (const [args, said] of cases) {
    const { code, stdout, stderr } = await runTask(["gate:null", ...args]);
    assertEquals([code, stdout], [2, ""], stderr);
    assertMatch(stderr, /^error: .+\n$/);
    assertStringIncludes(stderr, said);
  }
});
