import { Breakdown } from "../../core/exit_code.ts";
import { jsonLine, jsonLines } from "../../core/json_lines.ts";
import { UsageError } from "../../core/usage_error.ts";
import type { TimedSteps } from "../../training/timing/timed_steps.ts";
import type { Answer, Introduction, Request } from "./protocol.ts";

/** A process that does the steps of a work in its own way. */
export interface Contender extends Introduction {
  /** Its name on the command line. */
  readonly id: string;
  /**
   * Makes the work in `folder` ready; it replaces the last one.
   *
   * @throws {Incapable} if the contender cannot.
   * @throws {Breakdown} if the process dies.
   */
  prepare(folder: string): Promise<void>;
  /**
   * Does so many steps, from the work's first parameters on.
   *
   * @throws {Incapable} if the contender cannot.
   * @throws {Breakdown} if the process dies.
   */
  run(steps: number): Promise<TimedSteps>;
}

/** Why a contender does not do a work, though its process lives. */
export class Incapable extends Breakdown {
  override name = "Incapable";
}

/**
 * The contender that a process has become once it says that it is ready.
 *
 * @throws {UsageError} if what it needs is not installed.
 * @throws {Breakdown} if it cannot start or dies.
 */
export async function contenderOf(
  process: Deno.ChildProcess,
  { id }: { id: string },
): Promise<Contender> {
  const stdin = process.stdin.getWriter();
  const answers = jsonLines<Answer>(process.stdout);
  const answer = async <T extends Answer["type"]>(
    type: T,
  ): Promise<Extract<Answer, { type: T }>> => {
    const { done, value: answer } = await answers.next();
    if (done) throw await deathOf(process, id);
    if (answer.type === type) return answer as Extract<Answer, { type: T }>;
    if (answer.type !== "failed") {
      throw new TypeError(`Cannot understand ${id}: "${answer.type}"`);
    }
    throw answer.usage
      ? new UsageError(answer.message)
      : new Incapable(answer.message);
  };
  const ask = async (request: Request) => {
    try {
      await stdin.write(jsonLine(request));
    } catch (error) {
      if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
      throw await deathOf(process, id);
    }
  };
  const { title, device } = await answer("ready");
  return {
    ...{ id, title, device },
    prepare: async (folder) => {
      await ask({ type: "prepare", folder });
      await answer("prepared");
    },
    run: async (steps) => {
      await ask({ type: "run", steps });
      const { losses, milliseconds } = await answer("ran");
      return { losses: losses.map((loss) => loss ?? NaN), milliseconds };
    },
  };
}

async function deathOf(
  process: Deno.ChildProcess,
  id: string,
): Promise<Breakdown> {
  const { code, signal } = await process.status;
  return new Breakdown(
    `Cannot go on: ${id} ended with ${signal ?? `code ${code}`}`,
  );
}
