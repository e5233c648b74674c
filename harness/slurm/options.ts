/**
 * What the command line says about Slurm.
 *
 * @module
 */
import { split } from "shlex";
import { positiveInteger } from "../../core/option_integers.ts";
import { UsageError } from "../../core/usage_error.ts";

/** The options of `sbatch` that a call sets itself. */
const SET_HERE = ["array", "output", "job-name", "export"];

/** The one that would keep `sbatch` from answering. */
const WAIT = "wait";

/** The one after which `squeue` would not find the jobs. */
const CLUSTERS = "clusters";

/** Those that have a letter. */
const LETTERS: Readonly<Record<string, string>> = {
  a: "array",
  o: "output",
  J: "job-name",
  W: WAIT,
  M: CLUSTERS,
};

/** How runs become jobs. */
export interface SlurmOptions {
  /** Arguments of `sbatch` that say where and how long it runs. */
  readonly directives: readonly string[];
  /** Runs of one task of the array; as many as need be by default. */
  readonly chunk?: number;
  /** Most tasks at a time; no limit by default. */
  readonly atOnce?: number;
  /** Whether to wait until all is done. */
  readonly wait: boolean;
}

/** The options that have a value; {@linkcode slurmOptions} reads them. */
export const SLURM_STRINGS = [
  ...["partition", "time", "gres", "slurm", "chunk"] as const,
] as const;

/**
 * The options of `--launcher slurm`; undefined without it.
 *
 * @throws {UsageError} for an option that needs `--launcher slurm` and has it
 * not, and for a value that `sbatch` cannot be given.
 */
export function slurmOptions(
  strings: Readonly<Record<string, string | undefined>>,
  { noWait }: { noWait: boolean },
): SlurmOptions | undefined {
  const { launcher = "here", jobs } = strings;
  if (launcher !== "slurm" && launcher !== "here") {
    throw new UsageError(
      `Unknown launcher "${launcher}": there are here and slurm`,
    );
  }
  if (launcher === "here") {
    const stray = SLURM_STRINGS.find((name) => strings[name] !== undefined) ??
      (noWait ? "no-wait" : undefined);
    if (stray === undefined) return undefined;
    throw new UsageError(
      `Cannot use --${stray} here: it goes with --launcher slurm`,
    );
  }
  const places = ["partition", "time", "gres"] as const;
  return {
    directives: [
      ...places.flatMap((name) => {
        const value = strings[name];
        return value === undefined ? [] : [`--${name}=${oneWord(name, value)}`];
      }),
      ...strings.slurm === undefined ? [] : ownOptions(strings.slurm),
    ],
    ...strings.chunk === undefined
      ? {}
      : { chunk: positiveInteger(strings.chunk, "chunk") },
    ...jobs === undefined ? {} : { atOnce: positiveInteger(jobs, "jobs") },
    wait: !noWait,
  };
}

function oneWord(name: string, value: string): string {
  if (/^[^\s'"\\\p{Cc}]+$/u.test(value)) return value;
  throw new UsageError(
    `Cannot use --${name} ${
      JSON.stringify(value)
    }: it must be one word without quotes`,
  );
}

/** The user's own options, a word each. */
function ownOptions(text: string): string[] {
  const line = text.trim();
  const words = /^-[^\p{Cc}]+$/u.test(line) ? shellWords(line) : undefined;
  if (words === undefined) {
    throw new UsageError(
      `Cannot use --slurm ${
        JSON.stringify(line)
      }: it must be options of sbatch on one line, such as "--account=x --mem=8G"`,
    );
  }
  const [refused] = words.flatMap((word) => refusedIn(word) ?? []);
  if (refused === undefined) return words;
  throw new UsageError(
    `Cannot use --${refused} in --slurm ${JSON.stringify(line)}: ${
      whyRefused(refused)
    }`,
  );
}

function whyRefused(option: string): string {
  if (option === CLUSTERS) {
    return "squeue would not look there; set SLURM_CLUSTERS, which all of Slurm's commands follow";
  }
  if (option === WAIT) return "the call waits itself, unless it has --no-wait";
  return `the call sets ${
    SET_HERE.map((option) => `--${option}`).join(", ")
  } itself`;
}

/** The words of a line as a shell splits it, unless a quote is not closed. */
function shellWords(line: string): string[] | undefined {
  try {
    return split(line);
  } catch (error) {
    if (String(error).includes("Got EOF")) return undefined;
    throw error;
  }
}

/** Which of the options that are refused a word is, if any. */
function refusedIn(word: string): string | undefined {
  const [, name, letter = ""] = /^(?:--([a-z-]+)|-(\w))/.exec(word) ?? [];
  // sbatch takes the beginning of a name for all of it.
  return name === undefined
    ? LETTERS[letter]
    : [...SET_HERE, WAIT, CLUSTERS].find((option) => option.startsWith(name));
}
