/**
 * `deno task gate:mutants`: breaks each method on purpose, and asks the gate
 * whether it notices.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import Table from "cli-table3";
import { readCommandLine } from "../../core/command_line.ts";
import { exitCodeOf, Interruption } from "../../core/exit_code.ts";
import { positiveInteger } from "../../core/option_integers.ts";
import { UsageError } from "../../core/usage_error.ts";
import { dataDirectory } from "../../datasets/data_dir.ts";
import { engineNamed } from "../options.ts";
import { interruptions } from "../running/interruptions.ts";
import { wrapped } from "../terminal/wrapped.ts";
import { askGate, type GateAnswer } from "./asked_gate.ts";
import { codeOf, type Fate, fatesOf } from "./fates.ts";
import type { Mutant } from "./mutant.ts";
import { MUTANTS } from "./mutants.ts";
import { copyProject } from "./project_copy.ts";

const PROJECT = fileURLToPath(new URL("../..", import.meta.url));

/** Columns of what is shown of a problem. */
const LONGEST_PROBLEM = 100;

const HELP =
  `Breaks each method on purpose, in a copy of the project, and asks the gate of
the smoke tier whether it notices. A mutant that survives is a hole in the
suites.

Usage: deno task gate:mutants [TEXT] [options]

TEXT              only mutants with this text in their name
--engine ENGINE   what the suites run on; wasm by default
--jobs N          runs at a time; by default one for each processor core
--data-dir DIR    where the data sets are, as for "deno task repro"
--list            print the mutants and stop
--help            print this

Exit codes: 0 every mutant was caught; 1 one survived; 2 wrong use or bad
input; 3 the suites could not be asked, or fail without any mutant.`;

async function main(args: readonly string[]): Promise<number> {
  const { words, strings, flags } = readCommandLine(args, {
    task: "gate:mutants",
    strings: ["engine", "jobs", "data-dir"],
    flags: ["list"],
  });
  if (flags.help) {
    console.log(HELP);
    return 0;
  }
  const mutants = mutantsNamed(words);
  if (flags.list) {
    for (const { name, file } of mutants) console.log(`${name} (${file})`);
    return 0;
  }
  const { signal } = interruptions(() => console.error("Stopping"));
  const options = {
    engine: engineNamed(strings.engine ?? "wasm"),
    dataDir: dataDirectory(strings["data-dir"]),
    jobs: strings.jobs === undefined
      ? navigator.hardwareConcurrency
      : positiveInteger(strings.jobs, "jobs"),
    signal,
  };
  console.error("copying the project");
  const copy = await copyProject(PROJECT, { signal }).catch((error) => {
    throw signal.aborted ? new Interruption("Interrupted") : error;
  });
  const ask = async (suite: string) =>
    await askGate(copy.path, { ...options, suite });
  let fates: readonly Fate[];
  try {
    fates = await fatesOf(mutants, {
      ...{ copy, ask },
      begin: ({ name }, i) =>
        console.error(`${i + 1} of ${mutants.length}: ${name}`),
    });
  } catch (error) {
    if (signal.aborted) throw new Interruption("Interrupted");
    throw error;
  } finally {
    await copy.remove();
  }
  const caught = fates.filter(({ caughtBy }) => caughtBy !== undefined);
  console.log(tableOf(fates));
  console.log(`${caught.length} of ${mutants.length} mutants caught`);
  return codeOf(fates);
}

function mutantsNamed(words: readonly string[]): readonly Mutant[] {
  const text = words.join(" ");
  const mutants = MUTANTS.filter(({ name }) => name.includes(text));
  if (mutants.length > 0) return mutants;
  throw new UsageError(
    `Cannot find a mutant with "${text}" in its name: "deno task gate:mutants --list" shows all`,
  );
}

function tableOf(fates: readonly Fate[]): string {
  const table = new Table({
    head: ["mutant", "caught by"],
    ...{ style: { head: [], border: [], compact: true }, wordWrap: true },
    colWidths: [36, 62],
  });
  for (const { mutant, caughtBy } of fates) {
    table.push([
      mutant.name,
      caughtBy === undefined ? "NOTHING: it survives" : describe(caughtBy),
    ]);
  }
  return table.toString();
}

function describe({ suite, problems }: GateAnswer): string {
  // A verdict says more than the bits of the first number that differs.
  const shown = problems.find((problem) => problem.startsWith("the verdict")) ??
    problems[0] ?? "";
  const [line = ""] = wrapped(shown, { width: LONGEST_PROBLEM }).split("\n");
  const others = problems.length - 1;
  return `${suite}: ${line}${others > 0 ? ` (and ${others} more)` : ""}`;
}

if (import.meta.main) Deno.exit(await exitCodeOf(() => main(Deno.args)));
