/**
 * `deno task bench:convert`: what `deno task bench --json` prints, for services
 * that follow benchmarks over time.
 *
 * @module
 */
import { benchResults, readBenchResults } from "../core/bench_results.ts";
import { readCommandLine } from "../core/command_line.ts";
import { exitCodeOf } from "../core/exit_code.ts";
import { UsageError } from "../core/usage_error.ts";
import { userPath } from "../core/user_path.ts";
import { FORMATS } from "./convert.ts";
import { listed, nameIn } from "./option_values.ts";

const NAMES = Object.keys(FORMATS);

const HELP = `Converts what "deno task bench --json" prints.

Usage: deno task bench:convert --to FORMAT [FILE]

--to FORMAT  ${listed(NAMES)};
             the first for "bencher run --adapter json", the second for the
             tool customSmallerIsBetter
FILE         what "deno task bench --json" has printed; standard input without it
--help       print this

Exit codes: 0 all well; 2 wrong use, or the input is not what it should be.`;

async function main(args: readonly string[]): Promise<number> {
  const { words, strings, flags } = readCommandLine(args, {
    ...{ task: "bench:convert", strings: ["to"], flags: [] },
  });
  if (flags.help) {
    console.log(HELP);
    return 0;
  }
  const [file, ...more] = words;
  if (more.length > 0) {
    throw new UsageError(
      `Cannot convert "${more[0]}" too: this task takes one file, see --help`,
    );
  }
  if (strings.to === undefined) {
    throw new UsageError(
      `Cannot convert without a format: name one with --to, there are ${
        listed(NAMES)
      }`,
    );
  }
  const format = nameIn(strings.to, { known: NAMES, what: "format" });
  const results = file === undefined
    ? benchResults(
      await new Response(Deno.stdin.readable).text(),
      "from standard input",
    )
    : await readBenchResults(userPath(file));
  console.log(JSON.stringify(FORMATS[format!]!(results), null, 2));
  return 0;
}

if (import.meta.main) Deno.exit(await exitCodeOf(() => main(Deno.args)));
