/**
 * `deno task readme`: writes the table of claims into the README.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { writeFileAtomic } from "../../core/atomic_file.ts";
import { readCommandLine } from "../../core/command_line.ts";
import { exitCodeOf } from "../../core/exit_code.ts";
import { UsageError } from "../../core/usage_error.ts";
import { withClaimsTable } from "./readme_table.ts";

const HELP =
  `Writes the table of claims into README.md from the recorded results.

Usage: deno task readme

--help  print this`;

async function main(args: readonly string[]): Promise<number> {
  const { words, flags } = readCommandLine(args, {
    ...{ task: "readme", strings: [], flags: [] },
  });
  if (flags.help) {
    console.log(HELP);
    return 0;
  }
  if (words.length > 0) {
    throw new UsageError(
      `Cannot use "${words[0]}": readme takes nothing but --help`,
    );
  }
  const path = fileURLToPath(new URL("../../README.md", import.meta.url));
  const readme = await Deno.readTextFile(path);
  await writeFileAtomic(path, await withClaimsTable(readme));
  return 0;
}

if (import.meta.main) Deno.exit(await exitCodeOf(() => main(Deno.args)));
