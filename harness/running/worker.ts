import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Breakdown, Interruption } from "../../core/exit_code.ts";
import { spawnDeno } from "../../core/spawn_deno.ts";
import { UsageError } from "../../core/usage_error.ts";
import type { Fingerprint } from "../../engines/engine.ts";
import type { RunOutcome, RunProgress } from "../../suites/suite.ts";
import type { Environment } from "../host/environment.ts";
import type { Host } from "../host/host.ts";
import {
  type EngineSetup,
  setupArgument,
  workerNeeds,
} from "../host/engine_setup.ts";
import { jsonLine, jsonLines } from "../../core/json_lines.ts";
import { lastLines } from "../../core/last_lines.ts";
import { ownDigestOf } from "../own_method/own_digest.ts";
import { ownStack } from "../own_method/own_failure.ts";
import type { OwnMethod } from "../own_method/own_method.ts";
import type { ResultsFolder } from "../records/results_folder.ts";
import { outcomeFromJson } from "../records/run_record.ts";
import { STOP_CODES } from "./stop_request.ts";
import { workerPermissions } from "./worker_permissions.ts";
import type { RunRequest, WorkerMessage } from "./worker_protocol.ts";

/** Why a run has no result: an error in it, or the death of its process. */
export class RunFailure extends Breakdown {
  override name = "RunFailure";
}

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
  { dataDir, folder, checkpointEvery, host, method, signal }: WorkerOptions =
    {},
): Promise<Worker> {
  const needs = await workerNeeds(engine);
  if (signal?.aborted) throw interruption();
  const child = spawnDeno([
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
  const lastWords = lastLines(child.stderr, {
    onText: (text) => {
      if (engine.verbose === true) Deno.stderr.writeSync(text);
    },
  });
  let dead = false;
  const status = child.status.then((status) => {
    dead = true;
    return status;
  });
  const stdin = child.stdin.getWriter();
  const messages = jsonLines<WorkerMessage>(child.stdout);
  const death = async (own: OwnDoing | undefined) =>
    deathOf(child.pid, await status, { lastWords: await lastWords, own });
  const nextMessage = async (
    own: OwnDoing | undefined,
  ): Promise<WorkerMessage> => {
    const { done, value: message } = await messages.next().catch(
      async (error) => {
        if (!(error instanceof SyntaxError)) throw error;
        throw await strayOutput(error.message);
      },
    );
    if (done) throw await death(own);
    if (!isMessage(message)) throw await strayOutput(JSON.stringify(message));
    if (message.type !== "failed") return message;
    const stack = message.stack || message.message;
    const shown = own?.doing === "run" && engine.verbose !== true
      ? ownStack(stack, own.method)
      : stack;
    throw message.usage
      ? new UsageError(message.message)
      : new RunFailure(shown);
  };
  const strayOutput = async (what: string) => {
    end();
    await status;
    return new RunFailure(
      `worker process ${child.pid} wrote what is no message to its standard output: ${what}; a method prints with console.error`,
    );
  };
  // It may never be ready: a user's own method is imported and tried before.
  const end = () => {
    if (!dead) child.kill("SIGKILL");
  };
  signal?.addEventListener("abort", end);
  const ready = await nextMessage(
    method === undefined ? undefined : { method, doing: "checked" },
  ).catch(async (error) => {
    // A user's own method may have begun what would keep it going.
    end();
    await status;
    throw signal?.aborted ? interruption() : error;
  }).finally(() => signal?.removeEventListener("abort", end));
  if (ready.type !== "ready") throw await strayOutput(JSON.stringify(ready));
  return {
    engine: ready.engine,
    device: ready.device,
    environment: {
      ...ready.environment,
      ...host === undefined ? {} : { host },
    },
    pid: child.pid,
    get dead() {
      return dead;
    },
    run: async (request, { onProgress, onNotice }) => {
      const own: OwnDoing | undefined =
        method !== undefined && ownDigestOf(request.settings) !== undefined
          ? { method, doing: "run" }
          : undefined;
      try {
        await stdin.write(jsonLine(request));
      } catch (error) {
        if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
        throw await death(own);
      }
      for (;;) {
        const message = await nextMessage(own);
        if (message.type === "finished") {
          try {
            return { ...message, outcome: outcomeFromJson(message.outcome) };
          } catch (error) {
            if (!(error instanceof TypeError)) throw error;
            throw await strayOutput(JSON.stringify(message));
          }
        }
        if (message.type === "progress") onProgress?.(message.progress);
        if (message.type === "notice") onNotice?.(message.message);
      }
    },
    stop: () => {
      if (!dead) child.kill("SIGTERM");
    },
    kill: () => {
      if (!dead) child.kill("SIGKILL");
    },
  };
}

/** What is being done with a user's own method. */
interface OwnDoing {
  readonly method: OwnMethod;
  readonly doing: "checked" | "run";
}

const TYPES: readonly WorkerMessage["type"][] = [
  ...["ready", "progress", "notice", "finished", "failed"] as const,
];

/** Whether a JSON document is a message, by its type. */
function isMessage(json: WorkerMessage | null): json is WorkerMessage {
  return typeof json === "object" && json !== null && TYPES.includes(json.type);
}

function deathOf(
  pid: number,
  { code, signal }: Deno.CommandStatus,
  { lastWords, own }: {
    lastWords: readonly string[];
    own: OwnDoing | undefined;
  },
): RunFailure | Interruption {
  const when = own === undefined
    ? ""
    : ` while ${own.method.files[0]} was ${own.doing}`;
  const failure = (what: string) =>
    new RunFailure(
      [`worker process ${pid} ${what}`, ...lastWords].join(" | "),
    );
  switch (signal ?? code) {
    case STOP_CODES.SIGINT:
    case "SIGINT":
      // Ctrl-C reaches every process of the terminal, perhaps this one first.
      return interruption();
    case STOP_CODES.SIGTERM:
    case "SIGTERM":
      return failure("was ended by SIGTERM");
    case "SIGKILL":
      return failure(
        "was killed (SIGKILL), perhaps for want of memory, of which fewer --jobs need less",
      );
    default:
      return failure(
        signal === null
          ? `ended with code ${code}${when}`
          : `was ended by ${signal}${when}`,
      );
  }
}

function interruption(): Interruption {
  return new Interruption("Interrupted: run the same command again to go on");
}
