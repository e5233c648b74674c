/**
 * The process that fetches data sets. `fetch_process.ts` starts it with leave
 * to reach the hosts of the data and to use the data directory, no more.
 *
 * @module
 */
import { exitCodeOf } from "../../core/exit_code.ts";
import { interruptible } from "../../core/stop_signals.ts";
import { UsageError } from "../../core/usage_error.ts";
import { FETCH_HELP, parseFetchArguments } from "./fetch_arguments.ts";
import { fetchDataset } from "./fetch_dataset.ts";
import { SOURCES } from "../mod.ts";
import {
  lineReporter,
  quietReporter,
  type Reporter,
  terminalReporter,
} from "./progress.ts";

async function main(args: readonly string[]): Promise<number> {
  const { names, dataDir, mirror, quiet, help } = parseFetchArguments(args);
  if (help) {
    console.log(FETCH_HELP);
    return 0;
  }
  if (!dataDir) {
    throw new UsageError(
      "Cannot fetch: --data-dir is missing; deno task data finds one",
    );
  }
  const interrupt = interruptible(
    "Interrupted: run this again to go on from here",
  );
  const reporter = quiet ? quietReporter : stderrReporter();
  const silentHosts = new Set<string>();
  for (const name of names) {
    await fetchDataset(SOURCES[name], {
      dataDir,
      mirror,
      reporter,
      silentHosts,
      signal: interrupt.signal,
    });
    // Unpacking goes on to its end.
    interrupt.signal.throwIfAborted();
  }
  return 0;
}

function stderrReporter(): Reporter {
  const encoder = new TextEncoder();
  const options = {
    write: (text: string) => void Deno.stderr.writeSync(encoder.encode(text)),
    now: () => performance.now(),
  };
  if (!Deno.stderr.isTerminal()) return lineReporter(options);
  // A terminal that does not know its width says 0.
  const columns = Deno.consoleSize().columns || 80;
  return terminalReporter({ ...options, columns });
}

if (import.meta.main) Deno.exit(await exitCodeOf(() => main(Deno.args)));
