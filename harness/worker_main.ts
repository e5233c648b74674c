/**
 * A worker process: opens an engine and does the runs that it is told to, one
 * after the other. It may read the project and the data, and nothing else.
 *
 * @module
 */
import { parseArgs } from "@std/cli";
import { UsageError } from "../core/usage_error.ts";
import { type Engine, openEngine, type TraceReport } from "../engines/mod.ts";
import { EXECUTORS } from "../suites/execute.ts";
import type { RunProgress } from "../suites/suite.ts";
import { setupFromArgument } from "./engine_setup.ts";
import { environment } from "./environment.ts";
import { jsonLine, jsonLines } from "../core/json_lines.ts";
import type { RunRequest, WorkerMessage } from "./worker_protocol.ts";

const PROGRESS_INTERVAL_MS = 250;

async function main(): Promise<void> {
  // Ctrl-C reaches every process of the terminal; the parent decides.
  Deno.addSignalListener("SIGINT", () => {});
  // Standard output is for messages alone.
  console.log = console.info = console.debug = console.error;
  const { engine: setup = "", "data-dir": dataDir } = parseArgs(Deno.args, {
    string: ["engine", "data-dir"],
  });
  try {
    const { name, verbose, ...options } = setupFromArgument(setup);
    const engine = await openEngine(name, {
      ...options,
      ...verbose === true ? { onTrace: sayTraced } : {},
    });
    send({
      type: "ready",
      engine: engine.fingerprint,
      device: engine.device,
      environment: environment(engine),
    });
    for await (const request of jsonLines<RunRequest>(Deno.stdin.readable)) {
      await doRun(request, { engine, dataDir: dataDir ?? "" });
    }
  } catch (error) {
    send(failure(error));
  }
}

function sayTraced(
  { name, operations, inputs, xla, milliseconds }: TraceReport,
): void {
  console.error(
    `traced ${name} for ${inputs.length} tensors (${
      inputs.slice(-3).join(", ")
    }): ${operations} operations${xla ? ", XLA" : ""}, ${
      milliseconds.toFixed(0)
    } ms`,
  );
}

async function doRun(
  { settings, seed }: RunRequest,
  { engine, dataDir }: { engine: Engine; dataDir: string },
): Promise<void> {
  const start = performance.now();
  try {
    const executor = EXECUTORS[settings.kind];
    if (executor === undefined) {
      throw new Error(`Cannot do a run of kind "${settings.kind}"`);
    }
    const outcome = await executor(settings, {
      engine,
      seed,
      dataDir,
      onProgress: throttled(({ loss = NaN, ...progress }) =>
        send({
          type: "progress",
          // JSON has no NaN.
          progress: Number.isFinite(loss) ? { ...progress, loss } : progress,
        })
      ),
    });
    send({
      type: "finished",
      outcome,
      seconds: (performance.now() - start) / 1000,
    });
  } catch (error) {
    send(failure(error));
  }
}

/**
 * Writes to standard output at once: when the parent is gone this fails, and
 * the worker ends instead of computing on for nobody.
 */
function send(message: WorkerMessage): void {
  const bytes = jsonLine(message);
  try {
    for (let sent = 0; sent < bytes.length;) {
      sent += Deno.stdout.writeSync(bytes.subarray(sent));
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
    Deno.exit(1);
  }
}

function throttled(
  report: (progress: RunProgress) => void,
): (progress: RunProgress) => void {
  let last = -Infinity;
  return (progress) => {
    const now = performance.now();
    if (now - last < PROGRESS_INTERVAL_MS) return;
    last = now;
    report(progress);
  };
}

function failure(error: unknown): WorkerMessage {
  const { message, stack = "" } = error instanceof Error
    ? error
    : new Error(String(error));
  return {
    type: "failed",
    message,
    stack,
    usage: error instanceof UsageError,
  };
}

if (import.meta.main) await main();
