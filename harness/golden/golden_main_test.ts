import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { openResultsFolder } from "../records/results_folder.ts";
import { recordAt, recordsIn } from "../records/testing.ts";
import { withFolder } from "../testing.ts";
import { assertHelp, runTask } from "../testing_process.ts";

/** The one line that a mistake is answered with, on standard error. */
async function refusal(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await runTask(["golden", ...args]);
  assertEquals([code, stdout], [2, ""], stderr);
  assertMatch(stderr, /^error: .+\n$/);
  return stderr;
}

test("help is on standard output", async () => {
  await assertHelp("golden", "Usage: deno task golden diff [SUITE...]");
});

test("a mistake is one line that says what to do", async () => {
  const tier = ["--tier", "smoke"];
  const engine = ["--engine", "wasm"];
  const cases: readonly (readonly [readonly string[], string])[] = [
    [[], "Nothing to do: write deno task golden diff, or accept"],
    [["acept"], 'Unknown command "acept": did you mean accept?'],
    [["diff", "--reason", "x"], "Cannot diff with --reason"],
    [["migrate", "--tier", "smoke"], "Cannot migrate with --tier"],
    [["migrate", "ne-exact"], 'Cannot migrate "ne-exact" alone'],
    [["accept"], "Cannot accept: name the suites"],
    [["accept", "ne-exakt"], "did you mean ne-exact?"],
    [["accept", "ne-exact"], "Cannot accept without --tier"],
    [["accept", "ne-exact", ...tier], "Cannot accept without --engine"],
    [["accept", "ne-exact", ...tier, ...engine], "without --reason"],
    [["accept", "ne-exact", "--tier", "tiny"], 'Unknown tier "tiny"'],
    [["accept", "ne-exact", "--reason", ""], "Option --reason needs a value"],
    [["accept", "ne-exact", "--json"], 'Unknown option "--json"'],
  ];
  const lines = await Promise.all(cases.map(([args]) => refusal(...args)));
  for (const [i, [, said]] of cases.entries()) {
    assertStringIncludes(lines[i]!, said);
  }
});

test("a folder without results is refused, a suite that has not run is named", async () => {
  await withFolder(async (path) => {
    const args = ["diff", "ne-exact", "--engine", "cpu", "--results"];
    const line = await refusal(...args, join(path, "missing"));
    assertStringIncludes(line, `Cannot find results in ${path}/missing: `);
    assertStringIncludes(line, 'run "deno task repro" first');
    await openResultsFolder(path, { create: true });
    const { code, stdout } = await runTask(["golden", ...args, path]);
    assertEquals([code, stdout], [1, "not run: ne-exact\n"]);
    const all = ["diff", "--engine", "cpu", "--results", path];
    assertEquals((await runTask(["golden", ...all])).code, 0);
  });
});

test("at smoke runs of other code are no answer, though they have the bits", async () => {
  await withFolder(async (path) => {
    const suite = ["fisher-quadratic-steps", "--engine", "cpu"];
    const { code: ran } = await runTask(["repro", ...suite, "--results", path]);
    assertEquals(ran, 0);
    const diff = ["golden", "diff", ...suite, "--results", path];
    assertEquals((await runTask(diff)).code, 0);

    const record = await recordAt(join(path, recordsIn(path)[0]!));
    const folder = await openResultsFolder(path, { create: false });
    const environment = { ...record.environment, sources: "other" };
    await folder.write({ ...record, environment });
    const { code, stdout } = await runTask(diff);
    assertStringIncludes(stdout, "1 run has the recorded bits");
    assertStringIncludes(
      stdout,
      "other code than this did 1 run: deno task repro fisher-quadratic-steps does it again",
    );
    assertEquals(code, 1);
  });
});
