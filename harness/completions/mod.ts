/**
 * Scripts that make shells complete `deno task repro`.
 *
 * @module
 */
import { UsageError } from "../../core/usage_error.ts";
import { ENGINE_NAMES } from "../../engines/engine.ts";
import { SUITES } from "../../suites/mod.ts";
import { TIERS } from "../../suites/suite.ts";
import { bashScript } from "./bash.ts";
import { offersIn, wordsOffer } from "./command_line.ts";
import { fishScript } from "./fish.ts";
import { zshScript } from "./zsh.ts";

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript };

/**
 * The script for a shell.
 *
 * @param options.help What `deno task repro --help` prints.
 * @throws {UsageError} for a shell that there is no script for.
 */
export function completionScript(
  shell: string | undefined,
  { help }: { help: string },
): string {
  const [, script] = Object.entries(SCRIPTS).find(([name]) => name === shell) ??
    [];
  if (script === undefined) {
    throw new UsageError(
      `Cannot complete in ${
        shell === undefined ? "no shell" : `"${shell}"`
      }: write "deno task repro completions bash", zsh or fish`,
    );
  }
  const suites = SUITES.map(({ id, title }) => ({ text: id, meaning: title }));
  return script(offersIn(help, {
    suites,
    placeholders: {
      SUITE: { words: suites },
      "[SUITE...]": { words: suites },
      TIER: wordsOffer(TIERS),
      ENGINE: wordsOffer(["auto", ...ENGINE_NAMES]),
      DIR: { paths: "folders" },
      FILE: { paths: "files" },
    },
  }));
}
