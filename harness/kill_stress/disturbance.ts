/**
 * Calls of `deno task repro` that are killed at random moments, for tests.
 *
 * @module
 */
import { bitsAt, type Key } from "../../core/key.ts";
import { pause } from "../../core/pause.ts";
import type { EngineName } from "../../engines/engine.ts";
import { outputOf, startMain } from "../testing_process.ts";
import { outcomesIn } from "./outcomes_in.ts";

/** How the made-up suite is done. */
export interface SuiteOptions {
  readonly results: string;
  readonly engine: EngineName;
  /** Epochs of each of its trainings. */
  readonly epochs: number;
}

/** How calls are disturbed. */
export interface DisturbanceOptions extends SuiteOptions {
  /** How often. */
  readonly times: number;
  /** By what, each as likely as another. */
  readonly blows: readonly Blow[];
  /** Longest time between two blows. */
  readonly seconds: number;
  /** What the moments are drawn from. */
  readonly key: Key;
}

/** A signal, and which process gets it. */
export interface Blow {
  readonly signal: "SIGKILL" | "SIGINT" | "SIGTERM";
  readonly to: "call" | "worker";
}

/** What became of disturbed calls. */
export interface Disturbed {
  readonly blows: number;
  readonly calls: number;
  /** What the calls said. */
  readonly said: string;
}

/** Does the suite in calls that are disturbed until its runs are done. */
export async function disturb(
  { times, blows, seconds, key, ...suite }: DisturbanceOptions,
): Promise<Disturbed> {
  const count = { blows: 0, calls: 0 };
  let said = "";
  while (count.blows < times) {
    const call = startSuite(suite, {
      jobs: 2,
      // One at each step, or often none before the blow.
      checkpointEvery: count.calls++ % 2,
    });
    const output = new Response(call.stderr).text();
    const before = count.blows;
    let code: number | undefined;
    const ended = call.status.then((status) => code = status.code);
    while (code === undefined && count.blows < times) {
      const [moment, which, whom] = bitsAt(key, count.blows);
      await Promise.race([ended, pause(1000 * seconds * moment / 2 ** 32)]);
      if (code !== undefined) break;
      const blow = blows[which % blows.length]!;
      if (await strike(call.pid, { ...blow, whom })) count.blows++;
    }
    if (code === undefined) call.kill("SIGKILL");
    await Promise.all([ended, call.stdout.cancel()]);
    said += await output;
    if (code === 0) break;
    if (count.blows === before) {
      throw new Error(`A call failed that nobody had disturbed:\n${said}`);
    }
  }
  return { ...count, said };
}

/** Starts the suite; see `testing_repro_main.ts`. */
function startSuite(
  { results, engine, epochs }: SuiteOptions,
  { jobs, checkpointEvery }: { jobs: number; checkpointEvery: number },
): Deno.ChildProcess {
  return startMain("testing_repro_main.ts", [
    ...["--results", results, "--engine", engine, "--epochs", String(epochs)],
    ...["--jobs", String(jobs), "--checkpoint-every", String(checkpointEvery)],
  ]);
}

/**
 * Does what is left of the suite, undisturbed. Returns what its runs ended
 * with.
 */
export async function finish(
  suite: SuiteOptions,
): Promise<Record<string, unknown>> {
  const call = startSuite(suite, { jobs: 2, checkpointEvery: 999_999 });
  const { code, stderr } = await outputOf(call);
  if (code !== 0) throw new Error(`A call failed, undisturbed:\n${stderr}`);
  return await outcomesIn(suite.results);
}

/** Whether there was a process to strike. */
async function strike(
  call: number,
  { signal, to, whom }: Blow & { whom: number },
): Promise<boolean> {
  const workers = await childrenOf(call);
  const pid = to === "call" ? call : workers[whom % workers.length];
  if (pid === undefined) return false;
  try {
    Deno.kill(pid, signal);
    return true;
  } catch (error) {
    // It has just ended by itself.
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** The processes that a process has started, on Linux. */
async function childrenOf(pid: number): Promise<number[]> {
  const { stdout } = await new Deno.Command("sh", {
    args: ["-c", "cat /proc/[0-9]*/stat"],
    stderr: "null",
  }).output();
  return new TextDecoder().decode(stdout).trimEnd().split("\n")
    .flatMap((stat) => {
      // "pid (name) state parent …"; a name may hold anything.
      const parent = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1];
      return Number(parent) === pid ? [Number.parseInt(stat)] : [];
    });
}
