/**
 * `deno task golden`: the command line of {@link acceptGolden}.
 *
 * @module
 */
import { readCommandLine } from "../core/command_line.ts";
import { exitCodeOf } from "../core/exit_code.ts";
import { UsageError } from "../core/usage_error.ts";
import { userPath } from "../core/user_path.ts";
import { chooseEngine } from "../engines/choose.ts";
import { engineSetup } from "./engine_setup.ts";
import { acceptGolden } from "./golden_accept.ts";
import { engineNamed, suitesNamed, tierNamed } from "./options.ts";
import { DEFAULT_RESULTS, openResultsFolder } from "./results_folder.ts";
import { labelOf } from "./verdict.ts";

const HELP =
  `Records finished runs as the golden results that the gate compares with.

Usage: deno task golden accept SUITE... --tier TIER --engine ENGINE
                               --reason TEXT [--results DIR]

SUITE             suites to record
--tier TIER       smoke, desk or paper
--engine ENGINE   the engine that the runs were done with
--reason TEXT     why these are the results from now on; kept in the file
--results DIR     where the runs are; by default "results" in the project
--help            print this

Every declared seed of every suite must have finished. The files are written
to golden/recorded; commit them with the change that they belong to.`;

async function main(args: readonly string[]): Promise<number> {
  const { words, strings, flags } = readCommandLine(args, {
    task: "golden",
    strings: ["tier", "engine", "reason", "results"],
    flags: [],
  });
  if (flags.help) {
    console.log(HELP);
    return 0;
  }
  const [command, ...ids] = words;
  if (command !== "accept") {
    throw new UsageError(
      `${
        command === undefined ? "Nothing to do" : `Unknown command "${command}"`
      }: write deno task golden accept SUITE...`,
    );
  }
  if (ids.length === 0) {
    throw new UsageError(
      'Cannot accept: name the suites; "deno task repro list" shows all',
    );
  }
  const claims = suitesNamed(ids);
  const tier = tierNamed(required(strings, "tier"));
  const asked = engineNamed(required(strings, "engine"));
  const engine = engineSetup((await chooseEngine(asked)).name, {});
  const reason = required(strings, "reason");
  const folder = await openResultsFolder(
    strings.results === undefined ? DEFAULT_RESULTS : userPath(strings.results),
    { create: false },
  );
  const accepted = await acceptGolden({ claims, tier, engine, folder, reason });
  for (
    const [index, { path, golden, previous, changed }] of accepted.entries()
  ) {
    const label = (outcome: typeof golden.outcome) =>
      labelOf(claims[index]!, { outcome, tier });
    const before = previous === undefined
      ? "nothing was recorded before"
      : `before: ${label(previous.outcome)}, ${previous.runs.length} runs`;
    console.log(
      `${golden.suite}: ${
        label(golden.outcome)
      }, ${golden.runs.length} runs, ${changed} of them new or changed (${before})\n  ${path}`,
    );
  }
  return 0;
}

function required(
  strings: Readonly<Record<string, string | undefined>>,
  name: string,
): string {
  const value = strings[name];
  if (value !== undefined) return value;
  throw new UsageError(
    `Cannot accept without --${name}: "deno task golden --help" says what it is`,
  );
}

if (import.meta.main) Deno.exit(await exitCodeOf(() => main(Deno.args)));
