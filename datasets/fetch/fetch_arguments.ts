/**
 * The command line of `deno task data`.
 *
 * @module
 */
import { nearest } from "../../core/nearest.ts";
import { readCommandLine } from "../../core/command_line.ts";
import { UsageError } from "../../core/usage_error.ts";
import { SOURCE_NAMES, type SourceName } from "../mod.ts";

/** What is fetched where nothing is named: what a first look needs. */
const DEFAULT_NAMES: readonly SourceName[] = ["fashion-mnist", "mnist"];

/** What `--help` prints. */
export const FETCH_HELP = `Fetches data sets and verifies them.

Usage: deno task data [NAME...] [--data-dir DIR] [--mirror URL] [--quiet]

NAME            ${SOURCE_NAMES.join(", ")};
                by default the first two, 42 MB; each CIFAR is 170 MB, and
                needs 350 MB of disk while it is unpacked
--data-dir DIR  where to put them, in a folder each; by default the value of
                GRADNOISE_DATA_DIR, else a cache folder of your own
--mirror URL    try URL/NAME/FILE before the published addresses; by default
                the value of GRADNOISE_DATA_MIRROR
--quiet         print nothing but errors
--help          print this

Files that are there and good are left alone. A broken transfer goes on where
it stopped when the same command is run again.`;

/** What the command line asks for. */
export interface FetchArguments {
  /** The data sets, each once. */
  readonly names: readonly SourceName[];
  /** The value of `--data-dir`. */
  readonly dataDir: string | undefined;
  /** The value of `--mirror`. */
  readonly mirror: string | undefined;
  /** Whether to print nothing but errors. */
  readonly quiet: boolean;
  /** Whether to print {@linkcode FETCH_HELP} and do nothing. */
  readonly help: boolean;
}

/**
 * Parses the arguments of `deno task data`.
 *
 * @throws {UsageError} for an unknown option or data set.
 */
export function parseFetchArguments(args: readonly string[]): FetchArguments {
  const { words, strings, flags } = readCommandLine(args, {
    task: "data",
    strings: ["data-dir", "mirror"],
    flags: ["quiet"],
  });
  const names = words.map(sourceNameOf);
  return {
    names: names.length > 0 ? [...new Set(names)] : DEFAULT_NAMES,
    dataDir: strings["data-dir"],
    mirror: strings.mirror,
    quiet: flags.quiet === true,
    help: flags.help === true,
  };
}

function sourceNameOf(name: string): SourceName {
  const known = SOURCE_NAMES.find((known) => known === name);
  if (known !== undefined) return known;
  throw new UsageError(
    name === "synthetic"
      ? `Cannot fetch data set "synthetic": it is made on the spot`
      : `Unknown data set "${name}": the nearest is ` +
        `"${nearest(name, SOURCE_NAMES)}" of ${SOURCE_NAMES.join(", ")}`,
  );
}
