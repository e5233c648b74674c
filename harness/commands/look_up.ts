/**
 * The commands of `deno task repro` that only look something up.
 *
 * @module
 */
import { UsageError } from "../../core/usage_error.ts";
import { userPath } from "../../core/user_path.ts";
import { completionScript } from "../completions/mod.ts";
import { listText, suitesJson } from "./list.ts";
import { suiteNamed, suitesNamed, tierNamed } from "../options.ts";
import {
  DEFAULT_RESULTS,
  openResultsFolder,
} from "../records/results_folder.ts";
import { showText } from "./show.ts";
import { folderStatus, statusText } from "./status.ts";

/** First words that are no suite. */
export const COMMANDS: readonly string[] = [
  ...["list", "show", "status", "locate", "completions"],
];

/** A command line, split and not yet understood. */
interface Asked {
  readonly strings: Readonly<Record<string, string | undefined>>;
  readonly flags: Readonly<Record<string, boolean>>;
  /** What `--help` prints. */
  readonly help: string;
}

/**
 * @param options.takes The options that the command takes.
 * @param options.more Words that it does not take.
 * @throws {UsageError} if there are other options, or such words.
 */
export function checkOptions(
  command: string,
  { strings, flags, takes, more = [] }: Pick<Asked, "strings" | "flags"> & {
    takes: readonly string[];
    more?: readonly string[];
  },
): void {
  const [given] = [
    ...more.map((word) => `"${word}"`),
    ...[...Object.keys(strings), ...Object.keys(flags)]
      .filter((name) => strings[name] !== undefined || flags[name])
      .filter((name) => !takes.includes(name))
      .map((name) => `--${name}`),
  ];
  if (given === undefined) return;
  throw new UsageError(
    `Cannot use ${given} with "${command}": "deno task repro --help" says what it takes`,
  );
}

/**
 * What `list`, `show SUITE`, `status` and `completions SHELL` print; undefined
 * if the first word is none of these.
 *
 * @throws {UsageError} for what they cannot do.
 */
export async function lookUp(
  [command, ...words]: readonly string[],
  { strings, flags, help }: Asked,
): Promise<string | undefined> {
  const results = strings.results === undefined
    ? DEFAULT_RESULTS
    : userPath(strings.results);
  const check = (most: number, ...takes: readonly string[]) =>
    checkOptions(command!, { strings, flags, takes, more: words.slice(most) });
  switch (command) {
    case "list": {
      check(Infinity, "json", "tier", "results");
      const asked = {
        ...{ results, say: console.error, claims: suitesNamed(words) },
        ...strings.tier === undefined
          ? {}
          : { tiers: [tierNamed(strings.tier)] },
      };
      return flags.json
        ? JSON.stringify(await suitesJson(asked), null, 2)
        : await listText(asked);
    }
    case "show": {
      check(1, "tier", "results");
      const [word] = words;
      if (word === undefined) {
        throw new UsageError(
          'Cannot show nothing: name a suite, "deno task repro list" has all',
        );
      }
      const tier = tierNamed(strings.tier ?? "smoke");
      return await showText(suiteNamed(word), {
        tier,
        results,
        say: console.error,
      });
    }
    case "status": {
      check(Infinity, "tier", "results", "json");
      const folder = await openResultsFolder(results, { create: false });
      const tier = strings.tier === undefined
        ? undefined
        : tierNamed(strings.tier);
      const status = await folderStatus(folder, {
        ...{ claims: suitesNamed(words), tier },
      });
      return flags.json
        ? JSON.stringify(status, null, 2)
        : statusText(status, { tier });
    }
    case "completions":
      check(1);
      return completionScript(words[0], { help }).trimEnd();
    default:
      return undefined;
  }
}
