import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { afterAll, beforeAll, test } from "@std/testing/bdd";
import { join } from "node:path";
import { dataDirectory } from "../datasets/data_dir.ts";
import { suitesJson } from "./commands/list.ts";
import { DEFAULT_RESULTS } from "./records/results_folder.ts";
import { RECORD_VERSION, serialize } from "./records/run_record.ts";
import { recordAt, recordsIn, withFolder } from "./testing.ts";
import {
  type Ended,
  outputOf,
  type ProcessOptions,
  runTask,
  signalAfter,
  startMain,
  startTask,
} from "./testing_process.ts";

/** The suite with the cheapest runs, three of them. */
const SUITE = "ne-covariance";
const FIRST_FINISHED = "[1/3]";

/** A results folder that holds all runs of the suite; see `withResults`. */
let finished = "";

beforeAll(async () => {
  finished = await Deno.makeTempDir();
  const { code, stderr } = await repro([
    SUITE,
    ...["--results", finished, "--jobs", "2", "--no-gate"],
  ]);
  assertEquals(code, 0, stderr);
});

afterAll(async () => {
  await Deno.remove(finished, { recursive: true });
});

function repro(
  args: readonly string[],
  options: ProcessOptions = {},
): Promise<Ended> {
  return runTask(["repro", ...onWasm(args)], options);
}

/** Arguments that name an engine, which every machine has. */
function onWasm(args: readonly string[]): string[] {
  const others = [
    ...["list", "show", "completions", "locate", "status"],
    ...["--help", "--engine"],
  ];
  return args.some((arg) => others.includes(arg))
    ? [...args]
    : [...args, "--engine", "wasm"];
}

/** Calls `body` with a copy of the finished results. */
async function withResults(
  body: (path: string) => Promise<void>,
): Promise<void> {
  await withFolder(async (path) => {
    await Deno.mkdir(join(path, "runs"));
    for (const name of ["gradnoise.json", ...recordsIn(finished)]) {
      await Deno.copyFile(join(finished, name), join(path, name));
    }
    await body(path);
  });
}

/** Everything but the time that each run took, by file. */
async function outcomesIn(path: string) {
  return await Promise.all(
    recordsIn(path).map(async (name) => {
      const { identity, outcome } = await recordAt(join(path, name));
      return { name, identity, outcome };
    }),
  );
}

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
    [["ne-exakt"], 'Unknown suite "ne-exakt": did you mean ne-exact?'],
    [["list", "ne-exakt"], 'Unknown suite "ne-exakt"'],
    [["show", "ne-exakt"], 'Unknown suite "ne-exakt"'],
    [["completions", "tcsh"], 'Cannot complete in "tcsh"'],
    [["--tier", "large"], 'Unknown tier "large"'],
    [["--engine", "gpu"], 'Unknown engine "gpu"'],
    [["--seeds", "-1"], 'Cannot use seeds "-1"'],
    [["--seeds", "1.5"], 'Cannot use seeds "1.5"'],
    [["--seeds", "abc"], 'Cannot use seeds "abc"'],
    [["--seeds", "1,1"], "seed 1 is there twice"],
    [["--jobs", "0"], "Cannot use --jobs 0"],
    [["--checkpoint-every", "1.5"], "Cannot use --checkpoint-every 1.5"],
    [["locate", "results"], "Cannot compare 1 results folders"],
    [["locate", "no", "where"], "Cannot find results in"],
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
  await withResults(async (path) => {
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
  await withResults(async (path) => {
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
  await withResults(async (path) => {
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

test("a damaged record is set aside and its run done again", async () => {
  await withResults(async (path) => {
    const before = await outcomesIn(path);
    const { name } = before.find(({ identity }) =>
      identity.settings.datasets.length === 0
    )!;
    await Deno.truncate(join(path, name), 100);
    const { code, stderr } = await repro(
      [SUITE, "--results", path, "--no-gate", "--quiet"],
    );
    assertEquals(code, 0);
    assertMatch(stderr, /^.+: its record is damaged, moved to .+\n$/);
    assertStringIncludes(stderr, `${join(path, name)}.damaged;`);
    assertEquals((await Deno.stat(join(path, `${name}.damaged`))).size, 100);
    assertEquals(await outcomesIn(path), before);
  });
});

test("folders of a later version and read-only ones are refused", async () => {
  await withResults(async (path) => {
    await Deno.writeTextFile(join(path, "gradnoise.json"), '{"version":2}');
    assertStringIncludes(
      await refusal([SUITE, "--results", path]),
      "it is of version 2, this program reads version 1",
    );
  });
  await withResults(async (path) => {
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

test("the status is told from the files alone", async () => {
  const args = ["status", "--results", finished];
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

test("a killed call and an interrupted one are gone on with", async () => {
  await withFolder(async (path) => {
    const args = [SUITE, "--results", "my results", "--no-gate", "--jobs", "1"];
    const results = join(path, "my results");
    const killed = await signalAfter(
      startMain("repro_main.ts", onWasm(args), { cwd: path }),
      { text: FIRST_FINISHED, signal: "SIGKILL" },
    );
    assertEquals(killed.stdout, "");
    const kept = recordsIn(results).length;
    assert(kept >= 1);

    // A relative path is meant from where the person is.
    const interrupted = await signalAfter(
      startTask(["repro", ...onWasm(args)], { cwd: path }),
      { text: `${kept} of them finished before\n`, signal: "SIGINT" },
    );
    assertEquals([interrupted.code, interrupted.stdout], [130, ""]);
    assertMatch(
      interrupted.stderr,
      /Interrupted: \d of 3 runs are finished and kept; run the same command again to go on\n$/,
    );

    const dataDir = join(path, "my, data");
    await Deno.symlink(dataDirectory(), dataDir);
    const { code, stderr } = await repro([...args, "--data-dir", "my, data"], {
      cwd: path,
    });
    assertEquals(code, 0, stderr);
    assertMatch(stderr, /3 runs, [12] of them finished before\n/);
    // One job here, two there.
    assertEquals(await outcomesIn(results), await outcomesIn(finished));
  });
});

/**
 * Leaves a "deno" that as a worker says that it is ready, and dies with its
 * first run.
 */
async function leaveDying(folder: string, death: string): Promise<void> {
  const ready = {
    type: "ready",
    engine: { engine: "wasm" },
    device: "made up",
    environment: {},
  };
  const deno = join(folder, "deno");
  await Deno.writeTextFile(
    deno,
    `#!/bin/sh
case "$*" in *worker_main*) ;; *) exec "${Deno.execPath()}" "$@" ;; esac
echo '${JSON.stringify(ready)}'
read request
${death}
`,
  );
  await Deno.chmod(deno, 0o755);
}

test("a worker that dies fails its run, and the next call retries that", async () => {
  await withFolder(async (path) => {
    const args = [SUITE, "--results", join(path, "results"), "--quiet"];
    const env = { PATH: `${path}:${Deno.env.get("PATH")}` };
    const call = async (args: readonly string[]) =>
      await outputOf(startMain("repro_main.ts", onWasm(args), { env }));
    await leaveDying(path, "exit 9");
    const { code, stdout, stderr } = await call([...args, "--json"]);
    assertEquals(code, 3);
    assertEquals(JSON.parse(stdout).exitCode, 3);
    assertEquals(JSON.parse(stdout).runs.failed.length, 3);
    const lines = stderr.trimEnd().split("\n");
    assertEquals(lines.length, 3, stderr);
    for (const line of lines) {
      assertMatch(
        line,
        /^.+ seed 0 failed: worker process \d+ ended with code 9$/,
      );
    }

    await leaveDying(path, "echo '\nF a check\nfailed' >&2; kill -SEGV $$");
    const again = await call(args);
    const [first, ...others] = again.stderr.trimEnd().split("\n");
    assertMatch(
      first!,
      /^.+ failed: worker process \d+ was ended by SIGSEGV \| F a check \| failed$/,
    );
    assertEquals(
      others.at(-1),
      `3 of 3 runs failed, so there is no verdict on ${SUITE}; run the same command again to retry`,
    );
  });
});

test("without deno on the path the line says so", async () => {
  await withFolder(async (path) => {
    const args = [SUITE, "--results", path, "--quiet"];
    const env = { PATH: path };
    const child = startMain("repro_main.ts", onWasm(args), { env });
    const { code, stderr } = await outputOf(child);
    assertEquals(code, 2);
    assertMatch(stderr, /^error: Cannot start "deno".+PATH\n$/);
  });
});
