/**
 * The command line of `deno task bench:methods`.
 *
 * @module
 */
import { readCommandLine } from "../../core/command_line.ts";
import { positiveInteger } from "../../core/option_integers.ts";
import { UsageError } from "../../core/usage_error.ts";
import { TIMED_MODES } from "../engine_modes.ts";
import { listed, nameIn, namesIn } from "../option_values.ts";
import { METHOD_CASES } from "./cases.ts";
import { METHOD_WORKS, type MethodWork, withWorkers } from "./works.ts";

const AUTO = "auto";
const DEFAULT_ROUNDS = 20;
const ENGINES = [AUTO, ...TIMED_MODES.map(({ id }) => id)];
const NETWORKS = METHOD_WORKS.map(({ id }) => id);
const METHODS = METHOD_CASES.map(({ id }) => id);

/** What `--help` prints. */
export const HELP =
  `Times a training step of each noise method at equal examples, by turns.

Usage: deno task bench:methods [options]

--networks LIST  of ${listed(NETWORKS)};
                 all of them by default
--methods LIST   of ${listed(METHODS.slice(0, 4))},
                 ${listed(METHODS.slice(4, 7))},
                 ${listed(METHODS.slice(7, 12))},
                 ${listed(METHODS.slice(12))};
                 all of them by default, and plain SGD in any case
--engine NAME    ${listed(ENGINES)}
--rounds N       turns of each method; ${DEFAULT_ROUNDS} by default
--workers N      workers of data-parallel SGD, GNC and RNC; 4 by default, and
                 for another number the step has as many more examples
--threads N      threads of the engine; by default one for each processor core
--json           print one JSON document on standard output
--help           print this

A step goes from the examples' bytes to the new parameters. Times are medians
over the rounds; ratios are taken within a round, so that what slows the machine
for a while slows both.

What arithmetic demands are operations in products of matrices, convolutions and
factorisations, as fast as those of plain SGD, and random numbers, as fast as
the engine draws them and does nothing else. Methods with workers make a pass
for each, and so does the plain SGD whose speed is demanded of them.

Exit codes: 0 all well; 2 wrong use, or an engine is not installed; 130
interrupted.`;

/** What the command line asks for. */
export interface Options {
  readonly works: readonly MethodWork[];
  /** Methods' names. */
  readonly methods: readonly string[];
  /** An engine in one of its modes, by its id there, or "auto". */
  readonly engine: string;
  readonly rounds: number;
  /** Absent: the engine decides. */
  readonly threads?: number;
  readonly json: boolean;
  readonly help: boolean;
}

/**
 * Parses the arguments of `deno task bench:methods`.
 *
 * @throws {UsageError} for an unknown option, network, method or engine, a
 * number that is none, or a word too many.
 */
export function parseOptions(args: readonly string[]): Options {
  const { words, strings, flags } = readCommandLine(args, {
    task: "bench:methods",
    strings: ["networks", "methods", "engine", "rounds", "workers", "threads"],
    flags: ["json"],
  });
  if (words.length > 0) {
    throw new UsageError(
      `Cannot time "${words[0]}": this task takes options only, see --help`,
    );
  }
  const { networks, methods, engine = AUTO } = strings;
  const numberOf = (option: string) => {
    const text = strings[option];
    return text === undefined ? undefined : positiveInteger(text, option);
  };
  const [workers, threads] = [numberOf("workers"), numberOf("threads")];
  const ids = namesIn(networks, { known: NETWORKS, what: "network" });
  return {
    works: METHOD_WORKS.filter(({ id }) => ids.includes(id)).map((work) =>
      workers === undefined ? work : withWorkers(work, workers)
    ),
    methods: namesIn(methods, { known: METHODS, what: "method" }),
    engine: nameIn(engine, { known: ENGINES, what: "engine" }),
    rounds: numberOf("rounds") ?? DEFAULT_ROUNDS,
    ...(threads === undefined ? {} : { threads }),
    json: flags.json === true,
    help: flags.help === true,
  };
}
