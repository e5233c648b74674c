import { jsonLine, jsonLines } from "../../core/json_lines.ts";
import { lastLines } from "../../core/last_lines.ts";
import { UsageError } from "../../core/usage_error.ts";
import { ownStack } from "../own_method/own_failure.ts";
import { deathOf, type OwnDoing, RunFailure } from "./run_failure.ts";
import type { RunRequest, WorkerMessage } from "./worker_protocol.ts";

/** The process of a worker: what it is told and what it says. */
export class WorkerProcess {
  readonly #child: Deno.ChildProcess;
  readonly #verbose: boolean;
  readonly #lastWords: Promise<readonly string[]>;
  readonly #status: Promise<Deno.CommandStatus>;
  readonly #stdin: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #messages: AsyncGenerator<WorkerMessage>;
  #dead = false;

  /**
   * @param child Its three streams are piped.
   * @param options.verbose Whether to pass on what it writes to standard error,
   * and whole stacks.
   */
  constructor(child: Deno.ChildProcess, { verbose }: { verbose: boolean }) {
    this.#child = child;
    this.#verbose = verbose;
    this.#lastWords = lastLines(child.stderr, {
      onText: (text) => {
        if (verbose) Deno.stderr.writeSync(text);
      },
    });
    this.#status = child.status.then((status) => {
      this.#dead = true;
      return status;
    });
    this.#stdin = child.stdin.getWriter();
    this.#messages = jsonLines<WorkerMessage>(child.stdout);
  }

  get pid(): number {
    return this.#child.pid;
  }

  /** Whether it has died. */
  get dead(): boolean {
    return this.#dead;
  }

  /**
   * Asks for a run.
   *
   * @throws as {@linkcode deathOf} says if it has died.
   */
  async ask(request: RunRequest, own: OwnDoing | undefined): Promise<void> {
    try {
      await this.#stdin.write(jsonLine(request));
    } catch (error) {
      if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
      throw await this.#death(own);
    }
  }

  /**
   * The next message, which is not that something failed.
   *
   * @throws {UsageError} if something failed that is the user's to mend.
   * @throws {RunFailure} if something else failed, or it says what is no message.
   * @throws as {@linkcode deathOf} says if it has died.
   */
  async next(
    own: OwnDoing | undefined,
  ): Promise<Exclude<WorkerMessage, { type: "failed" }>> {
    const { done, value: message } = await this.#messages.next().catch(
      async (error) => {
        if (!(error instanceof SyntaxError)) throw error;
        throw await this.strayOutput(error.message);
      },
    );
    if (done) throw await this.#death(own);
    if (!isMessage(message)) {
      throw await this.strayOutput(JSON.stringify(message));
    }
    if (message.type !== "failed") return message;
    const stack = message.stack || message.message;
    const shown = own?.doing === "run" && !this.#verbose
      ? ownStack(stack, own.method)
      : stack;
    throw message.usage
      ? new UsageError(message.message)
      : new RunFailure(shown);
  }

  /** Ends it, for it wrote what is no message. Returns what that means. */
  async strayOutput(what: string): Promise<RunFailure> {
    await this.end();
    return new RunFailure(
      `worker process ${this.pid} wrote what is no message to its standard output: ${what}; a method prints with console.error`,
    );
  }

  /** Asks it to end at its next step where it keeps its state, else at once. */
  stop(): void {
    if (!this.#dead) this.#child.kill("SIGTERM");
  }

  /** Ends it at once. */
  kill(): void {
    if (!this.#dead) this.#child.kill("SIGKILL");
  }

  /** Ends it at once, and waits until it has ended. */
  async end(): Promise<void> {
    this.kill();
    await this.#status;
  }

  async #death(own: OwnDoing | undefined) {
    const status = await this.#status;
    return deathOf(this.pid, status, {
      ...{ lastWords: await this.#lastWords, own },
    });
  }
}

const TYPES: readonly WorkerMessage["type"][] = [
  ...["ready", "progress", "notice", "finished", "failed"] as const,
];

/** Whether a JSON document is a message, by its type. */
function isMessage(json: WorkerMessage | null): json is WorkerMessage {
  return typeof json === "object" && json !== null && TYPES.includes(json.type);
}
