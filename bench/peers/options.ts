/**
 * The command line of `deno task bench:peers`.
 *
 * @module
 */
import { readCommandLine } from "../../core/command_line.ts";
import { positiveInteger } from "../../core/option_integers.ts";
import { UsageError } from "../../core/usage_error.ts";
import { userPath } from "../../core/user_path.ts";
import { listed, namesIn } from "../option_values.ts";
import { type Work, WORKS } from "../works.ts";
import { CONTENDERS, DEFAULT_CONTENDERS, isPeer } from "./contenders.ts";

const DEFAULT_ROUNDS = 10;

/** What `--help` prints. */
export const HELP =
  `Times the same training steps here and in other frameworks, by turns.

Usage: deno task bench:peers [options]
       deno task bench:engines [options]    our engines only

--works LIST       steps to time, of ${listed(WORKS.map(({ id }) => id))};
                   all of them by default
--contenders LIST  who takes part, of ${listed(CONTENDERS)};
                   by default ${listed(DEFAULT_CONTENDERS)},
                   of bench:engines ${
    listed(DEFAULT_CONTENDERS.filter((id) => !isPeer(id)))
  }
--rounds N         turns of each contender; ${DEFAULT_ROUNDS} by default
--threads N        threads of each contender; by default one for each
                   processor core. wasm has one
--python PATH      the Python that has the packages of
                   bench/peers/requirements.txt; python3 by default
--json             print one JSON document on standard output
--help             print this

Contenders start from the same parameters with the same batch. Before anything
is timed their losses are compared, and must agree. Times are medians over the
rounds; ratios are taken within a round, so that what slows the machine for a
while slows both. Each step ends when its loss is known.

PyTorch runs channels last with fused optimizers, JAX under jit with arguments
that it may overwrite: of what was tried, the fastest. Nothing else should run
beside them: PyTorch's threads wait for each other, and suffer most.

Exit codes: 0 all well; 2 wrong use, or something is not installed; 3 a
contender died or does not train alike; 130 interrupted.`;

/** What the command line asks for. */
export interface Options {
  readonly works: readonly Work[];
  /** Contenders' names. */
  readonly contenders: readonly string[];
  readonly rounds: number;
  readonly threads: number;
  /** The Python to run. */
  readonly python: string;
  readonly json: boolean;
  readonly help: boolean;
}

/**
 * Parses the arguments of `deno task bench:peers`.
 *
 * @throws {UsageError} for an unknown option, work or contender, a number that
 * is none, or a word too many.
 */
export function parseOptions(args: readonly string[]): Options {
  const { words, strings, flags } = readCommandLine(args, {
    task: "bench:peers",
    strings: ["works", "contenders", "rounds", "threads", "python"],
    flags: ["json"],
  });
  if (words.length > 0) {
    throw new UsageError(
      `Cannot time "${words[0]}": this task takes options only, see --help`,
    );
  }
  const { works, contenders, rounds, threads, python = "python3" } = strings;
  return {
    works: namesIn(works, { known: WORKS.map(({ id }) => id), what: "work" })
      .map((id) => WORKS.find((work) => work.id === id)!),
    contenders: contenders === undefined
      ? DEFAULT_CONTENDERS
      : namesIn(contenders, { known: CONTENDERS, what: "contender" }),
    rounds: rounds === undefined
      ? DEFAULT_ROUNDS
      : positiveInteger(rounds, "rounds"),
    threads: threads === undefined
      ? navigator.hardwareConcurrency
      : positiveInteger(threads, "threads"),
    // A name is looked for on the PATH, a path is meant from where one is.
    python: python.includes("/") ? userPath(python) : python,
    json: flags.json === true,
    help: flags.help === true,
  };
}
