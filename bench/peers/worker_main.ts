/**
 * A contender of ours: does training steps on an engine as it is told to.
 *
 *     deno run … worker_main.ts MODE THREADS
 *
 * @module
 */
import process from "node:process";
import { createInterface } from "node:readline";
import { UsageError } from "../../core/usage_error.ts";
import { type Engine, openEngine } from "../../engines/mod.ts";
import { TIMED_MODES } from "../engine_modes.ts";
import {
  type TimedSteps,
  timedSteps,
} from "../../training/timing/timed_steps.ts";
import { type Trainer, trainer } from "../trainer.ts";
import type { Answer, Request } from "./protocol.ts";
import { readWork } from "./work_folder.ts";

async function main([id, threads]: readonly string[]): Promise<void> {
  // Ctrl-C reaches every process of the terminal; the main process decides.
  Deno.addSignalListener("SIGINT", () => {});
  // Standard output is for answers alone.
  console.log = console.info = console.debug = console.error;
  const mode = TIMED_MODES.find((mode) => mode.id === id)!;
  let engine: Engine;
  try {
    engine = await openEngine(mode.engine, {
      ...{ threads: Number(threads), xla: mode.xla },
    });
  } catch (error) {
    return send(failure(error));
  }
  send({ type: "ready", title: mode.title, device: engine.device });
  const answer = answering(engine);
  for await (const line of createInterface({ input: process.stdin })) {
    send(await answer(JSON.parse(line)).catch(failure));
  }
}

function answering(engine: Engine): (request: Request) => Promise<Answer> {
  let training: Trainer | undefined;
  return async (request) => {
    if (request.type === "prepare") {
      training?.dispose();
      training = trainer(engine, await readWork(request.folder));
      return { type: "prepared" };
    }
    return { type: "ran", ...await run(training!, request.steps) };
  };
}

async function run(training: Trainer, steps: number): Promise<TimedSteps> {
  training.restart();
  return await timedSteps(training.step, steps);
}

function failure(error: unknown): Answer {
  const { message } = error instanceof Error ? error : new Error(`${error}`);
  const usage = error instanceof UsageError;
  if (!usage) console.error(error);
  return { type: "failed", message, usage };
}

/** At once: when the main process is gone this fails, and so ends. */
function send(answer: Answer): void {
  const bytes = new TextEncoder().encode(`${JSON.stringify(answer)}\n`);
  for (let sent = 0; sent < bytes.length;) {
    sent += Deno.stdout.writeSync(bytes.subarray(sent));
  }
}

if (import.meta.main) await main(Deno.args);
