/**
 * The command line of `deno task bench:compare`.
 *
 * @module
 */
import { readCommandLine } from "../../core/command_line.ts";
import { positiveInteger } from "../../core/option_integers.ts";
import { UsageError } from "../../core/usage_error.ts";
import { userPath } from "../../core/user_path.ts";
import { type EngineMode, TIMED_MODES } from "../engine_modes.ts";
import { listed, nameIn, namesIn } from "../option_values.ts";
import { type Work, WORKS } from "../works.ts";
import type { Checkout } from "./fresh_contender.ts";

const FEWEST_SAMPLES = 7;
const DEFAULT_SAMPLES = 11;
const DEFAULT_MARGIN = 5;

/** What `--help` prints. */
export const HELP =
  `Times the same training steps of two checkouts of this repository, by turns.

Usage: deno task bench:compare BASE HEAD [options]

BASE, HEAD       folders of the checkouts, e.g. made with "git worktree add"
--engine ENGINE  ${listed(TIMED_MODES.map(({ id }) => id))};
                 wasm by default
--works LIST     steps to time, of ${listed(WORKS.map(({ id }) => id))};
                 all of them by default
--samples N      of each checkout, at least ${FEWEST_SAMPLES}; ${DEFAULT_SAMPLES} by default
--margin P       how much slower HEAD may be, in percent; ${DEFAULT_MARGIN} by default
--threads N      threads of a process; by default one for each processor core
--summary FILE   append the outcome to FILE, in Markdown
--json           print one JSON document on standard output
--help           print this

A sample is the median step of a process that does nothing else. Samples of
BASE and HEAD are taken in pairs, right after each other, every other pair in
the other order, and divided within the pair, so that what slows the machine
for a while slows both. HEAD is slower if the median of all ratios is above the
margin with 95 % confidence.

Exit codes: 0 HEAD is not slower, or that is undecided; 1 it is slower; 2 wrong
use, or something is not installed; 3 a process died, or the checkouts do not
train alike; 130 interrupted.`;

/** What the command line asks for. */
export interface Options {
  readonly checkouts: readonly [Checkout, Checkout];
  readonly mode: EngineMode;
  readonly works: readonly Work[];
  readonly samples: number;
  /** How much slower the head may be, as a fraction. */
  readonly margin: number;
  readonly threads: number;
  /** Where a summary goes. */
  readonly summary: string | undefined;
  readonly json: boolean;
}

/**
 * Parses the arguments; undefined if help is asked for.
 *
 * @throws {UsageError} for anything that cannot be meant.
 */
export function parseOptions(args: readonly string[]): Options | undefined {
  const { words, strings, flags } = readCommandLine(args, {
    task: "bench:compare",
    strings: [
      ...["engine", "works", "samples", "margin", "threads", "summary"],
    ],
    flags: ["json"],
  });
  if (flags.help) return undefined;
  const [base, head, ...more] = words;
  if (base === undefined || head === undefined || more.length > 0) {
    throw new UsageError(
      `Cannot compare ${words.length} folders: write deno task bench:compare BASE HEAD`,
    );
  }
  const { engine = "wasm", works, samples, margin, threads, summary } = strings;
  return {
    checkouts: [
      { side: "base", folder: userPath(base) },
      { side: "head", folder: userPath(head) },
    ],
    mode: modeNamed(engine),
    works: namesIn(works, { known: WORKS.map(({ id }) => id), what: "work" })
      .map((id) => WORKS.find((work) => work.id === id)!),
    samples: samplesIn(samples),
    margin: marginIn(margin),
    threads: threads === undefined
      ? navigator.hardwareConcurrency
      : positiveInteger(threads, "threads"),
    summary: summary === undefined ? undefined : userPath(summary),
    json: flags.json === true,
  };
}

function modeNamed(name: string): EngineMode {
  const known = TIMED_MODES.map(({ id }) => id);
  const found = nameIn(name, { known, what: "engine" });
  return TIMED_MODES.find(({ id }) => id === found)!;
}

function samplesIn(text: string | undefined): number {
  const samples = text === undefined
    ? DEFAULT_SAMPLES
    : positiveInteger(text, "samples");
  if (samples >= FEWEST_SAMPLES) return samples;
  throw new UsageError(
    `Cannot use --samples ${samples}: it takes at least ${FEWEST_SAMPLES} to tell`,
  );
}

function marginIn(text = `${DEFAULT_MARGIN}`): number {
  const percent = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && percent <= 1000) return percent / 100;
  throw new UsageError(
    `Cannot use --margin ${text}: it must be a percentage from 0 to 1000`,
  );
}
