/**
 * The project's tasks as a person runs them, for tests.
 *
 * @module
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { NO_COLOURS } from "../core/spawn_deno.ts";

/** The folder of the project. */
export const PROJECT: string = fileURLToPath(new URL("..", import.meta.url));

/** How a process is started. */
export interface ProcessOptions {
  /** Where the person is; the project's folder by default. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** What a process that has ended left. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `deno task` with these arguments. */
export async function runTask(
  args: readonly string[],
  options: ProcessOptions = {},
): Promise<Ended> {
  return await outputOf(startTask(args, options));
}

/**
 * Asserts that `--help` of a task goes to standard output, begins its usage like
 * this and is no wider than a terminal. Returns it.
 */
export async function assertHelp(
  task: string,
  usage: string,
): Promise<string> {
  const { code, stdout, stderr } = await runTask([task, "--help"]);
  assertEquals([code, stderr], [0, ""]);
  assertStringIncludes(stdout, usage);
  for (const line of stdout.split("\n")) assert(line.length <= 80, line);
  return stdout;
}

/** Starts `deno task` with these arguments. */
export function startTask(
  args: readonly string[],
  options: ProcessOptions = {},
): Deno.ChildProcess {
  const config = join(PROJECT, "deno.json");
  return start(
    "deno",
    ["task", "--quiet", "--config", config, ...args],
    options,
  );
}

/** Starts a main module without the task around it. */
export function startMain(
  name: string,
  args: readonly string[],
  options: ProcessOptions = {},
): Deno.ChildProcess {
  const main = join(PROJECT, "harness", name);
  return start(Deno.execPath(), ["run", "-A", main, ...args], options);
}

/** What a process leaves when it has ended. */
export async function outputOf(child: Deno.ChildProcess): Promise<Ended> {
  const [stdout, stderr, { code }] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.status,
  ]);
  return { code, stdout, stderr: withoutWaiting(stderr) };
}

/** Without what Deno says where several processes start at once. */
function withoutWaiting(stderr: string): string {
  return stderr.replaceAll(/^Blocking waiting for file lock on .+\n/gm, "");
}

/**
 * Sends `signal` to a process once it has printed `text` on standard error.
 * Returns what it left.
 */
export async function signalAfter(
  child: Deno.ChildProcess,
  { text, signal }: { text: string; signal: Deno.Signal },
): Promise<Ended> {
  const stdout = new Response(child.stdout).text();
  let stderr = "";
  let sent = false;
  for await (const part of child.stderr.pipeThrough(new TextDecoderStream())) {
    stderr += part;
    if (!sent && stderr.includes(text)) {
      child.kill(signal);
      sent = true;
    }
  }
  return { code: (await child.status).code, stdout: await stdout, stderr };
}

function start(
  command: string,
  args: readonly string[],
  { cwd = PROJECT, env = {} }: ProcessOptions,
): Deno.ChildProcess {
  // A task that runs the tests says where its own person is.
  const { INIT_CWD: _, ...inherited } = Deno.env.toObject();
  return new Deno.Command(command, {
    args: [...args],
    cwd,
    env: { ...inherited, ...NO_COLOURS, ...env },
    clearEnv: true,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}
