import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { spawnDeno } from "../../core/spawn_deno.ts";
import type { Fingerprint } from "../../engines/engine.ts";
import type { RunOutcome, RunProgress } from "../../suites/suite.ts";
import type { Environment } from "../host/environment.ts";
import type { Host } from "../host/host.ts";
import {
  type EngineSetup,
  setupArgument,
  type WorkerNeeds,
  workerNeeds,
} from "../host/engine_setup.ts";
import { ownDigestOf } from "../own_method/own_digest.ts";
import type { OwnMethod } from "../own_method/own_method.ts";
import type { ResultsFolder } from "../records/results_folder.ts";
import { outcomeFromJson } from "../records/run_record.ts";
import { interruption, type OwnDoing } from "./run_failure.ts";
import { workerPermissions } from "./worker_permissions.ts";
import { WorkerProcess } from "./worker_process.ts";
import type { RunRequest } from "./worker_protocol.ts";

/** What a run in a worker gives. */
export interface WorkerResult {
  readonly outcome: RunOutcome;
  readonly seconds: number;
}

/** Is told how a run goes. */
export interface RunListener {
  onProgress?(progress: RunProgress): void;
  /** A line for a person. */
  onNotice?(message: string): void;
}

/** How a worker does its runs. */
export interface WorkerOptions {
  readonly dataDir?: string;
  /** Where the state of runs is kept. Absent: it is not. */
  readonly folder?: Pick<ResultsFolder, "path">;
  /** Seconds between checkpoints; see `keep`. */
  readonly checkpointEvery?: number | undefined;
  /** What its environment says of the machine. */
  readonly host?: Host;
  /** The user's own, which the process imports. */
  readonly method?: OwnMethod | undefined;
  /** Ends the process if it comes before that is ready. */
  readonly signal?: AbortSignal;
}

/** A worker process; it does one run at a time. */
export interface Worker {
  readonly engine: Fingerprint;
  /** The engine's device, for a person to read. */
  readonly device: string;
  readonly environment: Environment;
  /** Of the process. */
  readonly pid: number;
  /** Whether the process has died. */
  readonly dead: boolean;
  /**
   * Does a run.
   *
   * @throws {UsageError} if it cannot be done for want of data.
   * @throws {RunFailure} if it fails or the process dies; after its death the
   * worker is of no further use.
   * @throws {Interruption} if Ctrl-C ended the process.
   */
  run(request: RunRequest, listener: RunListener): Promise<WorkerResult>;
  /**
   * Ends the process: at its next step where the state of its run is kept, else
   * at once.
   */
  stop(): void;
  /** Ends the process at once. */
  kill(): void;
}

const PROJECT = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Starts a worker process that may read the project and the data and write
 * checkpoints, and may not write anything else, run or connect to anything. A
 * user's own method is code of theirs; it has no more leave than that, and to
 * read its own files.
 *
 * @throws {UsageError} if the engine cannot be used here, or `deno` is not
 * found.
 * @throws {RunFailure} if the process dies.
 * @throws {Interruption} if Ctrl-C ended the process, or `signal` came first.
 */
export async function startWorker(
  engine: EngineSetup,
  options: WorkerOptions = {},
): Promise<Worker> {
  const { host, method, signal } = options;
  const needs = await workerNeeds(engine);
  if (signal?.aborted) throw interruption();
  const child = new WorkerProcess(
    spawnWorker(engine, { ...options, needs }),
    { verbose: engine.verbose === true },
  );
  // It may never be ready: a user's own method is imported and tried before.
  const kill = () => child.kill();
  signal?.addEventListener("abort", kill);
  const ready = await child.next(
    method === undefined ? undefined : { method, doing: "checked" },
  ).catch(async (error) => {
    // A user's own method may have begun what would keep it going.
    await child.end();
    throw signal?.aborted ? interruption() : error;
  }).finally(() => signal?.removeEventListener("abort", kill));
  if (ready.type !== "ready") {
    throw await child.strayOutput(JSON.stringify(ready));
  }
  return {
    engine: ready.engine,
    device: ready.device,
    environment: {
      ...ready.environment,
      ...host === undefined ? {} : { host },
    },
    pid: child.pid,
    get dead() {
      return child.dead;
    },
    run: (request, listener) => runIn(child, { request, listener, method }),
    stop: () => child.stop(),
    kill,
  };
}

function spawnWorker(
  engine: EngineSetup,
  { dataDir, folder, checkpointEvery, method, needs }: WorkerOptions & {
    needs: WorkerNeeds;
  },
): Deno.ChildProcess {
  return spawnDeno([
    ...["run", "--quiet", "--no-prompt", "--cached-only"],
    ...["--config", join(PROJECT, "deno.json")],
    ...workerPermissions(needs, {
      dataDir,
      checkpoints: folder !== undefined,
      method,
    }),
    fileURLToPath(new URL("worker_main.ts", import.meta.url)),
    ...["--engine", setupArgument(engine)],
    ...dataDir === undefined ? [] : ["--data-dir", dataDir],
    ...folder === undefined ? [] : ["--checkpoints"],
    ...checkpointEvery === undefined
      ? []
      : ["--checkpoint-every", String(checkpointEvery)],
    ...method === undefined ? [] : ["--method", JSON.stringify(method)],
  ], {
    purpose: "does the runs",
    cwd: folder?.path ?? PROJECT,
    env: needs.environment,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  });
}

async function runIn(
  child: WorkerProcess,
  { request, listener: { onProgress, onNotice }, method }: {
    request: RunRequest;
    listener: RunListener;
    method: OwnMethod | undefined;
  },
): Promise<WorkerResult> {
  const own: OwnDoing | undefined =
    method !== undefined && ownDigestOf(request.settings) !== undefined
      ? { method, doing: "run" }
      : undefined;
  await child.ask(request, own);
  for (;;) {
    const message = await child.next(own);
    if (message.type === "finished") {
      try {
        return { ...message, outcome: outcomeFromJson(message.outcome) };
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
        throw await child.strayOutput(JSON.stringify(message));
      }
    }
    if (message.type === "progress") onProgress?.(message.progress);
    if (message.type === "notice") onNotice?.(message.message);
  }
}
