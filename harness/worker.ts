import { fileURLToPath } from "node:url";
import type { EngineName, Fingerprint } from "../engines/engine.ts";
import type { RunOutcome, RunProgress } from "../suites/suite.ts";
import type { Environment } from "./environment.ts";
import { jsonLine, jsonLines } from "./json_lines.ts";
import type { RunRequest, WorkerMessage } from "./worker_protocol.ts";

/** Why a run has no result. */
export class RunFailure extends Error {
  override name = "RunFailure";
  /** Whether the user can mend it, and not the run alone. */
  readonly usage: boolean;

  constructor(message: string, { usage = false, stack = "" } = {}) {
    super(message);
    this.usage = usage;
    if (stack !== "") this.stack = stack;
  }
}

/** What a run in a worker gives. */
export interface WorkerResult {
  readonly outcome: RunOutcome;
  readonly seconds: number;
}

/** A worker process; it does one run at a time. */
export interface Worker {
  readonly engine: Fingerprint;
  readonly environment: Environment;
  /**
   * Does a run.
   *
   * @throws {RunFailure} if it fails or the process dies; after its death the
   * worker is of no further use.
   */
  run(
    request: RunRequest,
    onProgress: (progress: RunProgress) => void,
  ): Promise<WorkerResult>;
  /** Whether the process has died. */
  readonly dead: boolean;
  /** Ends the process at once. */
  kill(): void;
}

const PROJECT = fileURLToPath(new URL("..", import.meta.url));

/**
 * Starts a worker process that may read the project and the data, and may not
 * write, run or connect to anything.
 *
 * @throws {RunFailure} if the engine cannot be opened there.
 */
export async function startWorker(
  engine: EngineName,
  { dataDir }: { dataDir: string },
): Promise<Worker> {
  // By name: "--allow-run=deno" grants the name and not the path.
  const child = new Deno.Command("deno", {
    args: [
      ...["run", "--quiet", "--no-prompt", "--cached-only"],
      `--allow-read=${[PROJECT, dataDir].map(escapeComma).join()}`,
      "--allow-env",
      "--allow-sys=cpus",
      fileURLToPath(new URL("worker_main.ts", import.meta.url)),
      ...["--engine", engine, "--data-dir", dataDir],
    ],
    cwd: PROJECT,
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const stdin = child.stdin.getWriter();
  const messages = jsonLines<WorkerMessage>(child.stdout);
  let dead = false;
  const died = async () => {
    dead = true;
    const { code, signal } = await child.status;
    return new RunFailure(
      `its process ended ${signal ? `by ${signal}` : `with exit code ${code}`}`,
    );
  };
  const first = await messages.next();
  if (first.done || first.value.type !== "ready") {
    throw first.done ? await died() : failureOf(first.value);
  }
  return {
    engine: first.value.engine,
    environment: first.value.environment,
    get dead() {
      return dead;
    },
    run: async (request, onProgress) => {
      await stdin.write(jsonLine(request));
      for (;;) {
        const { done, value: message } = await messages.next();
        if (done) throw await died();
        if (message.type === "finished") return message;
        if (message.type === "progress") onProgress(message.progress);
        else throw failureOf(message);
      }
    },
    kill: () => {
      if (!dead) child.kill("SIGKILL");
      dead = true;
    },
  };
}

/** A comma separates paths in a permission; two of them are one in a path. */
function escapeComma(path: string): string {
  return path.replaceAll(",", ",,");
}

function failureOf(message: WorkerMessage): RunFailure {
  return message.type === "failed"
    ? new RunFailure(message.message, message)
    : new RunFailure(`its process said "${message.type}" out of turn`);
}
