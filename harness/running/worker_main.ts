/**
 * A worker process: opens an engine and does the runs that it is told to, one
 * after the other. It may read the project and the data, and write checkpoints
 * into a folder of that name below the one it is started in.
 *
 * @module
 */
import { parseArgs } from "@std/cli";
import type { Method } from "../../core/method.ts";
import { UsageError } from "../../core/usage_error.ts";
import {
  type Engine,
  openEngine,
  type TraceReport,
} from "../../engines/mod.ts";
import { EXECUTORS } from "../../suites/execute.ts";
import type { RunProgress } from "../../suites/suite.ts";
import { checkpointFile, CHECKPOINTS } from "../records/checkpoint_folder.ts";
import { setupFromArgument } from "../host/engine_setup.ts";
import { type Environment, environment } from "../host/environment.ts";
import { jsonLine, jsonLines } from "../../core/json_lines.ts";
import { importOwnMethod } from "../own_method/import_own_method.ts";
import { keep, type KeptRun, Stopped } from "./keeping.ts";
import { runHash, runIdentity } from "../records/run_identity.ts";
import { STOP_CODES, type StopRequest, stopRequest } from "./stop_request.ts";
import type { RunRequest, WorkerMessage } from "./worker_protocol.ts";

const PROGRESS_INTERVAL_MS = 250;

/** What the runs of a worker are done with. */
interface Equipment {
  readonly engine: Engine;
  readonly dataDir: string;
  readonly environment: Environment;
  /** The user's own, if there is one. */
  readonly method?: Method;
  /** Whether to keep the state of runs, and how often; see `keep`. */
  readonly checkpoints: boolean;
  readonly everySeconds: number | undefined;
}

async function main(): Promise<void> {
  // Ctrl-C reaches every process of the terminal; the parent decides, but a run
  // whose state is kept stops by itself.
  Deno.addSignalListener("SIGINT", () => {});
  // Standard output is for messages alone.
  console.log = console.info = console.debug = console.error;
  const { engine: setup = "", ...args } = parseArgs(Deno.args, {
    string: ["engine", "data-dir", "checkpoint-every", "method"],
    boolean: ["checkpoints"],
  });
  try {
    const { name, verbose, ...options } = setupFromArgument(setup);
    const engine = await openEngine(name, {
      ...options,
      ...verbose === true ? { onTrace: sayTraced } : {},
    });
    const equipment: Equipment = {
      engine,
      environment: environment(engine),
      dataDir: args["data-dir"] ?? "",
      checkpoints: args.checkpoints === true,
      everySeconds: args["checkpoint-every"] === undefined
        ? undefined
        : Number(args["checkpoint-every"]),
      ...args.method === undefined ? {} : {
        method: await importOwnMethod(JSON.parse(args.method), { engine }),
      },
    };
    send({
      type: "ready",
      engine: engine.fingerprint,
      device: engine.device,
      environment: equipment.environment,
    });
    for await (const request of jsonLines<RunRequest>(Deno.stdin.readable)) {
      await doRun(request, equipment);
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
  run: RunRequest,
  equipment: Equipment,
): Promise<void> {
  const { settings, seed } = run;
  const { engine, dataDir, method } = equipment;
  const start = performance.now();
  let request: StopRequest | undefined;
  let kept: KeptRun | undefined;
  try {
    const executor = EXECUTORS[settings.kind];
    if (executor === undefined) {
      throw new Error(`Cannot do a run of kind "${settings.kind}"`);
    }
    const outcome = await executor(settings, {
      engine,
      seed,
      dataDir,
      ...method === undefined ? {} : { method },
      onProgress: throttled(({ loss = NaN, ...progress }) =>
        send({
          type: "progress",
          // JSON has no NaN.
          progress: Number.isFinite(loss) ? { ...progress, loss } : progress,
        })
      ),
      ...equipment.checkpoints
        ? {
          keep: async () => {
            if (request !== undefined) {
              throw new Error("Cannot keep two trainings of one run");
            }
            request = stopRequest();
            return kept = await keptRun(run, { ...equipment, request });
          },
        }
        : {},
    });
    const seconds = (performance.now() - start) / 1000;
    send({
      type: "finished",
      outcome,
      seconds: seconds + (kept?.secondsBefore ?? 0),
    });
  } catch (error) {
    if (!(error instanceof Stopped)) send(failure(error));
  } finally {
    request?.release();
  }
  if (request?.signal !== undefined) Deno.exit(STOP_CODES[request.signal]);
}

function keptRun(
  { settings, seed }: RunRequest,
  { engine, environment, everySeconds, request }: Equipment & {
    request: StopRequest;
  },
): Promise<KeptRun> {
  const identity = runIdentity(settings, { seed, engine: engine.fingerprint });
  return keep({
    file: checkpointFile(CHECKPOINTS, {
      run: runHash(identity),
      identity: { ...identity, sources: environment.sources },
    }),
    ...{ everySeconds, request },
    say: (message) => send({ type: "notice", message }),
  });
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
