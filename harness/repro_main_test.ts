import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { suitesJson } from "./commands/list.ts";
import { DEFAULT_RESULTS } from "./records/results_folder.ts";
import { RECORD_VERSION, serialize } from "./records/run_record.ts";
import { recordAt, recordsIn } from "./records/testing.ts";
import { finishedBeforeAll, repro, SUITE, withCopy } from "./testing_repro.ts";

const finished = finishedBeforeAll();

/** The one line that a mistake is answered with, on standard error. */
async function refusal(args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await repro(args);
  assertEquals([code, stdout], [2, ""], stderr);
  assertMatch(stderr, /^error: .+\n$/);
  return stderr;
}

test("help is on standard output, and so is what is looked up", async () => {
  const [help, list, json, show, completions] = await Promise.all([
    repro(["--help"]),
    repro(["list"]),
    repro(["list", "--json"]),
    repro(["show", SUITE, "--tier", "desk"]),
    repro(["completions", "bash"]),
  ]);
  for (const { code, stderr } of [help, list, json, show, completions]) {
    assertEquals([code, stderr], [0, ""]);
  }
  assertStringIncludes(help.stdout, "Usage: deno task repro [SUITE...]");
  for (const line of help.stdout.split("\n")) assert(line.length <= 80, line);
  assertStringIncludes(list.stdout, SUITE);
  assertStringIncludes(show.stdout, "protocol at the desk tier");
  for (const word of [SUITE, "--tier", "smoke desk paper", "tensorflow"]) {
    assertStringIncludes(completions.stdout, word);
  }
  assertEquals(
    JSON.parse(json.stdout),
    JSON.parse(JSON.stringify(await suitesJson({ results: DEFAULT_RESULTS }))),
  );
});

test("a mistake is one line that says what to do", async () => {
  const cases: readonly (readonly [readonly string[], string])[] = [
    [
      ["ne-exakt"],
      'Unknown suite or command "ne-exakt": did you mean ne-exact?',
    ],
    [["statsu"], 'Unknown suite or command "statsu": did you mean status?'],
    [["list", "ne-exakt"], 'Unknown suite "ne-exakt"'],
    [["show", "ne-exakt"], 'Unknown suite "ne-exakt"'],
    [["show", "*-exact"], 'Cannot use "*-exact" for one suite'],
    [["completions", "tcsh"], 'Cannot complete in "tcsh"'],
    [["--tier", "large"], 'Unknown tier "large"'],
    [["--engine", "gpu"], 'Unknown engine "gpu"'],
    [["--seeds", "-1"], 'Cannot use seeds "-1"'],
    [["--seeds", "1.5"], 'Cannot use seeds "1.5"'],
    [["--seeds", "abc"], 'Cannot use seeds "abc"'],
    [["--seeds", "1,1"], "seed 1 is there twice"],
    [["smith-momentum-*", "--seeds", "1,1000"], "are tuned with it"],
    [["--jobs", "0"], "Cannot use --jobs 0"],
    [["--engine", "wasm", "--xla"], "it goes with --engine tensorflow"],
    [["--engine", "wasm", "--adapter", "x"], "it goes with --engine webgpu"],
    [["--engine", "tensorflow", "--threads", "99999"], "processor cores"],
    [["--checkpoint-every", "1.5"], "Cannot use --checkpoint-every 1.5"],
    [["locate", "results"], "Cannot compare 1 results folders"],
    [["locate", "a", "b", "--tier", "desk"], 'Cannot use --tier with "locate"'],
    [["locate", "no", "where"], "or name another folder\n"],
    [["--json=maybe"], "Option --json takes no value"],
    [["--results"], "Option --results needs a value"],
    [["--sedes", "1"], "did you mean --seeds?"],
    [["--launcher", "pbs"], 'Unknown launcher "pbs"'],
    [["--no-wait"], "it goes with --launcher slurm"],
    [["--launcher", "slurm", "--engine", "auto"], "name one with --engine"],
    [["status", "--jobs", "2"], 'Cannot use --jobs with "status"'],
    [["status", "--results", "/nowhere"], "Cannot find results in /nowhere"],
  ];
  const lines = await Promise.all(cases.map(([args]) => refusal(args)));
  for (const [i, [, said]] of cases.entries()) {
    assertStringIncludes(lines[i]!, said);
  }
});

test("finished runs are reported without doing them again", async () => {
  await withCopy(finished, async (path) => {
    const texts = () =>
      recordsIn(path).map((name) => Deno.readTextFileSync(join(path, name)));
    const before = texts();
    const { code, stdout, stderr } = await repro(
      [SUITE, "--results", path, "--no-gate"],
    );
    assertEquals(code, 0);
    assertStringIncludes(stderr, "3 runs, 3 of them finished before\n");
    assertStringIncludes(stdout, "verdict: reproduced (exact)");
    assertStringIncludes(stdout, join(path, "results.csv"));
    assertEquals(texts(), before);
  });
});

test("--json prints one document, --quiet no progress", async () => {
  await withCopy(finished, async (path) => {
    const args = [SUITE, "--results", path, "--no-gate", "--json"];
    const { code, stdout, stderr } = await repro(args);
    assertEquals(code, 0);
    assertStringIncludes(stderr, "3 runs");
    const document = JSON.parse(stdout);
    const { exitCode, tier, engine, runs, results, suites } = document;
    assertEquals([exitCode, tier, engine.name], [0, "smoke", "wasm"]);
    assertEquals(runs, { planned: 3, finished: 3, failed: [] });
    assertEquals(results, join(path, "results.csv"));
    const record = await recordAt(join(path, recordsIn(path)[0]!));
    assertEquals(record.environment, document.environment);
    assertEquals(suites.length, 1);
    assertEquals(suites[0].id, SUITE);
    assertEquals(suites[0].verdict.outcome, "reproduced");
    assertEquals(suites[0].gate, null);

    const quiet = await repro([...args, "--quiet"]);
    assertEquals([quiet.code, quiet.stderr], [0, ""]);
    assertEquals(JSON.parse(quiet.stdout), JSON.parse(stdout));
  });
});

test("a result that is not the recorded one fails the gate", async () => {
  await withCopy(finished, async (path) => {
    for (const name of recordsIn(path)) {
      const record = await recordAt(join(path, name));
      const outcome = { ...record.outcome, steps: 1234 };
      await Deno.writeTextFile(
        join(path, name),
        serialize({ ...record, outcome }),
      );
    }
    const summary = join(path, "summary.md");
    const { code, stdout, stderr } = await repro(
      [SUITE, "--results", path, "--summary", summary],
    );
    assertEquals(code, 1, stderr);
    assertStringIncludes(
      await Deno.readTextFile(summary),
      `**The gate on \`${SUITE}\` failed:**`,
    );
    assertStringIncludes(stdout, "gate: failed");
    assertStringIncludes(stderr, "3 of them finished before");
  });
});

test("folders of a later version and read-only ones are refused", async () => {
  await withCopy(finished, async (path) => {
    await Deno.writeTextFile(join(path, "gradnoise.json"), '{"version":2}');
    assertStringIncludes(
      await refusal([SUITE, "--results", path]),
      "it is of version 2, this program reads version 1",
    );
  });
  await withCopy(finished, async (path) => {
    const name = join(path, recordsIn(path)[0]!);
    const text = serialize({
      ...await recordAt(name),
      version: RECORD_VERSION + 1,
    });
    await Deno.writeTextFile(name, text);
    const line = await refusal([SUITE, "--results", path, "--quiet"]);
    assertStringIncludes(line, `${name}: it is of version 2`);
    assertEquals(await Deno.readTextFile(name), text);
    // The superuser may write anywhere, but not below a file.
    assertStringIncludes(
      await refusal([SUITE, "--results", join(name, "below")]),
      "name another folder with --results",
    );
  });
});

test("a damaged last verdict is ignored with a line", async () => {
  await withCopy(finished, async (path) => {
    const verdict = join(path, "verdicts", `${SUITE}.smoke.wasm.json`);
    await Deno.mkdir(join(path, "verdicts"));
    await Deno.writeTextFile(verdict, "{");
    for (const command of ["list", "show"]) {
      const { code, stdout, stderr } = await repro(
        [command, SUITE, "--tier", "smoke", "--results", path],
      );
      assertEquals(code, 0);
      assertStringIncludes(stdout, SUITE);
      assertMatch(stderr, /^ignored .+; the next call writes it again\n$/);
      assertStringIncludes(stderr, verdict);
    }
  });
});

test("the status is told from the files alone", async () => {
  const args = ["status", "--results", finished.path];
  const [text, json, other] = await Promise.all([
    repro(args),
    repro([...args, SUITE, "--tier", "smoke", "--json"]),
    repro([...args, "ne-exact"]),
  ]);
  assertEquals([text!.code, text!.stderr], [0, ""]);
  assertStringIncludes(text!.stdout, SUITE);
  assertStringIncludes(
    text!.stdout,
    "3 runs: 3 finished, 0 running, 0 failed, 0 missing",
  );
  assertEquals(JSON.parse(json!.stdout).total.finished, 3);
  assertStringIncludes(other!.stdout, "No suite was asked for here");
});
