/**
 * The command line that the tasks share, on `@std/cli`, which by itself lets
 * mistakes pass: a flag with a value, an option without one.
 *
 * @module
 */
import { parseArgs } from "@std/cli";
import { nearest } from "./nearest.ts";
import { UsageError } from "./usage_error.ts";

/** What a task was told, before its meaning is checked. */
export interface CommandLine {
  /** What is not an option. */
  readonly words: readonly string[];
  /** Values of the options that have one. */
  readonly strings: Readonly<Record<string, string | undefined>>;
  /** Whether each flag is set; "help" is always one. */
  readonly flags: Readonly<Record<string, boolean>>;
}

/**
 * Splits a command line into words, options with a value, and flags. Of an
 * option that is given twice the last value counts; what follows `--` is words.
 * Directly after a flag, the words `true` and `false` are refused as its value;
 * write `--` before them.
 *
 * @param options.dashed The options whose value may begin with two dashes.
 * @throws {UsageError} for an option that `task` does not have, one without
 * its value, and a flag with a value.
 */
export function readCommandLine(
  args: readonly string[],
  { task, strings, flags, dashed = [] }: {
    task: string;
    strings: readonly string[];
    flags: readonly string[];
    dashed?: readonly string[];
  },
): CommandLine {
  const booleans = [...flags, "help"];
  const known = [...strings, ...booleans].map((name) => `--${name}`);
  const parsed: Readonly<Record<string, unknown>> = parseArgs(
    withoutMistakes(args, { task, known, strings, dashed }),
    { string: ["_", ...strings], boolean: booleans },
  );
  return {
    words: (parsed._ as string[]).map(String),
    strings: Object.fromEntries(
      strings.map((name) => [name, parsed[name] as string | undefined]),
    ),
    flags: Object.fromEntries(
      booleans.map((name) => [name, parsed[name] === true]),
    ),
  };
}

/** `args` with each value joined to its option, if there is no mistake. */
function withoutMistakes(
  args: readonly string[],
  { task, known, strings, dashed }: {
    task: string;
    known: readonly string[];
    strings: readonly string[];
    dashed: readonly string[];
  },
): string[] {
  const checked: string[] = [];
  const rest = args.map((arg) => arg === "-h" ? "--help" : arg);
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    const [option = arg] = arg.split("=", 1);
    if (arg === "--") return [...checked, "--", ...rest];
    if (!/^-./.test(arg)) {
      checked.push(arg);
    } else if (!known.includes(option)) {
      throw new UsageError(
        `Unknown option "${option}": did you mean ${
          nearest(option, known)
        }? "deno task ${task} --help" lists them`,
      );
    } else if (!strings.includes(option.slice("--".length))) {
      const [next] = rest;
      // The parser would take a bare "true" or "false" for the flag's value.
      const value = arg !== option
        ? arg.slice(option.length + 1)
        : next === "true" || next === "false"
        ? next
        : undefined;
      if (value !== undefined) {
        throw new UsageError(`Option ${option} takes no value: got "${value}"`);
      }
      checked.push(arg);
    } else {
      // A value may begin with one dash, as in "--seeds -1".
      const value = arg !== option
        ? arg.slice(option.length + 1)
        : rest[0]?.startsWith("--") &&
            !dashed.includes(option.slice("--".length))
        ? ""
        : rest.shift();
      if (!value) throw new UsageError(`Option ${option} needs a value`);
      checked.push(`${option}=${value}`);
    }
  }
  return checked;
}
