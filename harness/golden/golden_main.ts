/**
 * `deno task golden`: recorded results, compared and written.
 *
 * @module
 */
import { readCommandLine } from "../../core/command_line.ts";
import { exitCodeOf } from "../../core/exit_code.ts";
import { nearest } from "../../core/nearest.ts";
import { NUMERICS_VERSION } from "../../core/numerics_version.ts";
import { UsageError } from "../../core/usage_error.ts";
import { userPath } from "../../core/user_path.ts";
import { chooseEngine } from "../../engines/choose.ts";
import { codeState } from "../host/code_state.ts";
import { engineSetup } from "../host/engine_setup.ts";
import {
  finishedSuites,
  type FinishedSuitesOptions,
} from "../records/finished_suites.ts";
import { ofOtherCode } from "../records/finished_records.ts";
import { goldenFindingsOf, goldenRunsOf } from "./gate.ts";
import { proposeGolden } from "./golden_accept.ts";
import { compareGolden } from "./golden_comparison.ts";
import { readGolden, writeGolden } from "./golden_file.ts";
import { migrateGolden } from "./golden_migrate.ts";
import { engineNamed, seedsIn, suitesNamed, tierNamed } from "../options.ts";
import {
  DEFAULT_RESULTS,
  openResultsFolder,
} from "../records/results_folder.ts";
import { verdictOf } from "./verdict.ts";
import { wantsSameCode } from "../running/launcher.ts";
import { countText } from "../terminal/numbers.ts";

const HELP =
  `Compares finished runs with the golden results of the gate, and records them.

Usage: deno task golden diff [SUITE...] [--tier TIER] [--engine ENGINE]
                             [--seeds N|a,b,c] [--results DIR]
       deno task golden accept SUITE... --tier TIER --engine ENGINE
                               --reason TEXT [--seeds N|a,b,c]
                               [--results DIR]
       deno task golden migrate

diff     shows recorded and present results side by side and writes nothing;
         all suites by default, those that have not run are left out, but not
         if they are named; at tier smoke runs that other code did count as a
         difference; with --seeds verdicts do not
accept   shows the same, and makes the present results the recorded ones
migrate  writes recorded files of older versions in the present form, with the
         numbers that they have

SUITE             suites to compare or to record
--tier TIER       smoke, desk or paper; diff takes smoke by default
--engine ENGINE   the engine that the runs were done with; diff takes the one
                  that "repro" would by default
--reason TEXT     why these are the results from now on; kept in the file
--seeds N|a,b,c   compare or record the first N seeds, or these; accept takes
                  fewer than a suite declares at tier paper alone, and says so
                  in the file
--results DIR     where the runs are; by default "results" in the project
--help            print this

"accept" refuses code that is not committed, now or when a run was done, and
suites of which a run has not finished or whose tuning could choose nothing, for
its runs diverged. The files are written to golden/recorded; commit them with
the change that they belong to.

Exit codes: 0 all well, and nothing differs; 1 something differs (diff); 2
wrong use or bad input; 3 something crashed.`;

const COMMANDS = ["diff", "accept", "migrate"] as const;

async function main(args: readonly string[]): Promise<number> {
  const { words, strings, flags } = readCommandLine(args, {
    task: "golden",
    strings: ["tier", "engine", "reason", "seeds", "results"],
    flags: [],
  });
  if (flags.help) {
    console.log(HELP);
    return 0;
  }
  const [word, ...ids] = words;
  switch (commandNamed(word)) {
    case "diff":
      refuse(strings, { command: "diff", options: ["reason"] });
      return await diff(
        await asked(ids, {
          ...strings,
          tier: strings.tier ?? "smoke",
          engine: strings.engine ?? "auto",
        }),
        { named: ids.length > 0 },
      );
    case "accept":
      if (ids.length === 0) {
        throw new UsageError(
          'Cannot accept: name the suites; "deno task repro list" shows all',
        );
      }
      return await accept(
        await asked(ids, strings, { also: ["reason"] }),
        required(strings, "reason"),
      );
    case "migrate":
      refuse(strings, { command: "migrate", options: Object.keys(strings) });
      return await migrate(ids);
  }
}

async function diff(
  options: FinishedSuitesOptions,
  { named }: { named: boolean },
): Promise<number> {
  const { tier } = options;
  const { suites, plan, sources } = await finishedSuites(options);
  let same = true;
  for (const { suite, records, absent } of suites) {
    const { claim, seeds } = suite;
    if (records.size === 0) continue;
    const verdict = absent > 0
      ? undefined
      : verdictOf(suite, { tier, records });
    const comparison = compareGolden(
      await readGolden({
        ...{ suite: claim.id, tier, engine: options.engine.name },
      }),
      {
        ...{ claim, tier, seeds, engine: plan.engine },
        numerics: NUMERICS_VERSION,
        ...{ runs: goldenRunsOf(suite, records), missing: absent },
        partial: options.seeds !== undefined,
        chosen: Object.fromEntries(suite.chosen),
        ...verdict === undefined
          ? {}
          : { ...verdict, findings: goldenFindingsOf(verdict) },
      },
    );
    const old = ofOtherCode(records.values(), sources).length;
    same &&= comparison.same && !(wantsSameCode(tier) && old > 0);
    console.log(comparison.text);
    sayOtherCode(
      old,
      wantsSameCode(tier) ? `: deno task repro ${claim.id} does it again` : "",
    );
    console.log();
  }
  const none = suites.filter(({ records }) => records.size === 0);
  if (none.length > 0) {
    console.log(
      `not run: ${none.map(({ suite }) => suite.claim.id).join(", ")}`,
    );
  }
  return same && !(named && none.length > 0) ? 0 : 1;
}

/** A line on runs of other code, if there are some. */
function sayOtherCode(count: number, more: string): void {
  if (count === 0) return;
  console.log(`  other code than this did ${countText(count, "run")}${more}`);
}

async function accept(
  options: FinishedSuitesOptions,
  reason: string,
): Promise<number> {
  const code = await codeState();
  const proposals = await proposeGolden({ ...options, reason, code });
  for (const { suite: { suite }, golden, previous, otherCode } of proposals) {
    const { text } = compareGolden(previous, {
      ...golden,
      claim: suite.claim,
      missing: 0,
    });
    console.log(text);
    sayOtherCode(otherCode, "; the file names its commit");
    console.log(`  written to ${await writeGolden(golden)}\n`);
  }
  return 0;
}

async function migrate(words: readonly string[]): Promise<number> {
  if (words.length > 0) {
    throw new UsageError(
      `Cannot migrate "${words[0]}" alone: "golden migrate" takes every file`,
    );
  }
  const paths = await migrateGolden();
  paths.forEach((path) => console.log(path));
  console.log(`${paths.length} files written in the present form`);
  return 0;
}

type Strings = Readonly<Record<string, string | undefined>>;

/** Which runs are meant; `also` names options that must be there besides. */
async function asked(
  ids: readonly string[],
  strings: Strings,
  { also = [] }: { also?: readonly string[] } = {},
): Promise<FinishedSuitesOptions> {
  const claims = suitesNamed(ids);
  const tier = tierNamed(required(strings, "tier"));
  const engine = engineNamed(required(strings, "engine"));
  also.forEach((name) => required(strings, name));
  const { name } = await chooseEngine(engine);
  return {
    ...{ claims, tier, engine: engineSetup(name, {}) },
    ...strings.seeds === undefined ? {} : { seeds: seedsIn(strings.seeds) },
    folder: await openResultsFolder(
      strings.results === undefined
        ? DEFAULT_RESULTS
        : userPath(strings.results),
      { create: false },
    ),
  };
}

function commandNamed(word: string | undefined): typeof COMMANDS[number] {
  const command = COMMANDS.find((command) => command === word);
  if (command !== undefined) return command;
  throw new UsageError(
    word === undefined
      ? `Nothing to do: write deno task golden ${COMMANDS.join(", or ")}`
      : `Unknown command "${word}": did you mean ${
        nearest(word, COMMANDS)
      }? "deno task golden --help" says what there is`,
  );
}

function required(strings: Strings, name: string): string {
  const value = strings[name];
  if (value !== undefined) return value;
  throw new UsageError(
    `Cannot accept without --${name}: "deno task golden --help" says what it is`,
  );
}

function refuse(
  strings: Strings,
  { command, options }: { command: string; options: readonly string[] },
): void {
  const name = options.find((name) => strings[name] !== undefined);
  if (name === undefined) return;
  throw new UsageError(
    `Cannot ${command} with --${name}: it takes no such option`,
  );
}

if (import.meta.main) Deno.exit(await exitCodeOf(() => main(Deno.args)));
