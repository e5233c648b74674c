import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { SUITES } from "../../suites/mod.ts";
import { makePlan } from "../running/plan.ts";
import { writeResultsCsv } from "../records/results_csv.ts";
import { openResultsFolder } from "../records/results_folder.ts";
import { FINGERPRINT, outcomeWith, recordsOf, withFolder } from "../testing.ts";
import {
  assertHelp,
  type Ended,
  type ProcessOptions,
  runTask,
} from "../testing_process.ts";

const SUITE = "ne-large-batch-same-alpha";

/** Finished runs of the suite at the smoke tier, in a new results folder. */
async function writeRuns(path: string): Promise<void> {
  const claims = SUITES.filter(({ id }) => id === SUITE);
  const plan = makePlan(claims, {
    ...{ tier: "smoke", engine: FINGERPRINT, choice: undefined },
  });
  const records = recordsOf(plan, (cell, seed) =>
    outcomeWith({
      metrics: {
        test_accuracy: {
          value: 70 + seed + (cell.startsWith("α=3") ? 2 + seed / 10 : 0),
          unit: "percent",
        },
        convergence_time: { value: 100 + seed, unit: "steps" },
      },
    }));
  const folder = await openResultsFolder(path, { create: true });
  for (const record of records.values()) await folder.write(record);
  await writeResultsCsv(plan, { folder: path, records });
}

/** Runs the task; what a slow machine says of its progress is left out. */
async function report(
  args: readonly string[],
  options: ProcessOptions = {},
): Promise<Ended> {
  const ended = await runTask(["report", ...args], options);
  const progress =
    /^(reading runs|judging claims|drawing claims): \d+ of \d+\n/gm;
  return { ...ended, stderr: ended.stderr.replaceAll(progress, "") };
}

/** The one line that a mistake is answered with, on standard error. */
async function refusal(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await report(args);
  assertEquals([code, stdout], [2, ""], stderr);
  assertMatch(stderr, /^error: .+\n$/);
  return stderr;
}

test("help is on standard output", async () => {
  const help = await assertHelp(
    "report",
    "Usage: deno task report [SUITE...]",
  );
  assertStringIncludes(help, "\nExit codes: 0 all well");
});

test("a mistake is one line that says what to do", async () => {
  await withFolder(async (path) => {
    const bench = join(path, "bench.json");
    await Deno.writeTextFile(bench, "{");
    const cases: readonly (readonly [readonly string[], string])[] = [
      [["ne-exakt"], "did you mean ne-exact?"],
      [["--tier", "tiny"], 'Unknown tier "tiny"'],
      [["--engine", "abacus"], 'Unknown engine "abacus"'],
      [["--seeds", "x"], 'Cannot use seeds "x"'],
      [["--bench", bench], `Cannot use benchmark results ${bench}`],
      [["--results", join(path, "none")], "Cannot find results in"],
      [["--output", "/dev/null/report.html"], "Cannot write /dev/null"],
    ];
    const lines = await Promise.all(cases.map(([args]) => refusal(...args)));
    for (const [i, [, said]] of cases.entries()) {
      assertStringIncludes(lines[i]!, said);
    }
  });
});

test("the report lies beside the runs that it shows, and links their tables", async () => {
  await withFolder(async (path) => {
    await writeRuns(path);
    const { code, stdout, stderr } = await report(
      [SUITE, "--results", "."],
      { cwd: path },
    );
    assertEquals([code, stderr], [0, ""]);
    assertEquals(stdout, `${path}/report.html: 1 claim, 8 runs\n`);
    const text = await Deno.readTextFile(join(path, "report.html"));
    for (
      const part of [
        '<a href="./results.csv">',
        '<a href="./results.parquet">',
        "<h4>Desk tier on wasm, 10 seeds</h4>",
        "Runs of this folder: smoke tier on wasm, smoke: as claimed",
      ]
    ) {
      assertStringIncludes(text, part);
    }
  });
});

test("tier, engine and output are the asked ones", async () => {
  await withFolder(async (path) => {
    const results = join(path, "results");
    const output = join(path, "a b", "report ä.html");
    await writeRuns(results);
    const { code, stderr } = await report([
      ...[SUITE, "--tier", "smoke", "--engine", "cpu"],
      ...["--results", results, "--output", output],
    ]);
    assertEquals([code, stderr], [0, ""]);
    const text = await Deno.readTextFile(output);
    assertStringIncludes(text, '<a href="./../results/results.csv">');
    assertStringIncludes(text, "<h4>Smoke tier on cpu, 4 seeds</h4>");
    assert(!text.includes("tier on wasm"));
  });
});

test("a damaged record is named, and the others are reported", async () => {
  await withFolder(async (path) => {
    await writeRuns(path);
    const [first] = [...Deno.readDirSync(join(path, "runs"))];
    const damaged = join(path, "runs", first!.name);
    await Deno.writeTextFile(damaged, "{");
    const { code, stdout, stderr } = await report(
      [SUITE, "--results", path],
    );
    assertEquals(code, 0);
    assertStringIncludes(stderr, `left out: ${damaged} is not JSON`);
    assertStringIncludes(stdout, "1 claim, 6 of 7 runs");
    const text = await Deno.readTextFile(join(path, "report.html"));
    assertStringIncludes(text, "judged on 6 of 7 runs of this folder");
    assertStringIncludes(text, "1 file left out");
    assertStringIncludes(text, "Of 4 seeds, 3 have finished in every cell.");
  });
});
