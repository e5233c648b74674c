/**
 * Programs that look for TensorFlow from a home made up for a test.
 *
 * @module
 */
import { assert } from "@std/assert";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { NO_COLOURS } from "../../../core/spawn_deno.ts";
import { CACHE_FOLDER_VARIABLES } from "../../../core/cache_folder.ts";
import { TENSORFLOW_VARIABLES } from "./find.ts";

const ENGINE = new URL("..", import.meta.url);

/** What finding TensorFlow needs besides leave to run Python. */
export const LEAVE_TO_LOOK: readonly string[] = [
  "--allow-read",
  "--allow-sys=homedir",
  `--allow-env=${
    [...TENSORFLOW_VARIABLES, "INIT_CWD", ...CACHE_FOLDER_VARIABLES].join(",")
  }`,
];

/** The project's part of the cache folder of a home. */
export function cacheIn(home: string): string {
  return Deno.build.os === "darwin"
    ? join(home, "Library", "Caches", "gradnoise")
    : join(home, "cache", "gradnoise");
}

/** A program and how it is started. */
export interface Program {
  /** Its home; programs in `bin` there come first. */
  readonly home: string;
  /** What it may do. */
  readonly leave: readonly string[];
  /** Its main module, by its path from the engine's folder. */
  readonly module: string;
  readonly args?: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Where programs are besides `bin`; by default where this process looks. */
  readonly path?: string;
}

/** What a program left. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts a program that knows of no installation but those of its home. */
export async function start(
  { home, leave, module, args = [], cwd = home, env, path }: Program,
): Promise<Deno.ChildProcess> {
  const [config, main] = ["../../deno.json", module]
    .map((path) => fileURLToPath(new URL(path, ENGINE)));
  return new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-prompt",
      `--config=${config}`,
      ...leave,
      main!,
      ...args,
    ],
    cwd,
    env: {
      ...Object.fromEntries(TENSORFLOW_VARIABLES.map((name) => [name, ""])),
      INIT_CWD: "",
      ...NO_COLOURS,
      HOME: home,
      XDG_CACHE_HOME: join(home, "cache"),
      // A new home is no reason for Deno to fetch its modules anew.
      DENO_DIR: await denoDir(),
      PATH: join(home, "bin") + delimiter + (path ?? Deno.env.get("PATH")),
      ...env,
    },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** Runs a program. */
export async function run(program: Program): Promise<Ended> {
  return await endOf(await start(program));
}

/** What a program leaves when it has ended. */
export async function endOf(child: Deno.ChildProcess): Promise<Ended> {
  const { code, stdout, stderr } = await child.output();
  const [out = "", error = ""] = [stdout, stderr]
    .map((bytes) => new TextDecoder().decode(bytes).trimEnd());
  return { code, stdout: out, stderr: error };
}

/** Runs a TypeScript program that is given as text. */
export async function runScript(
  script: string,
  program: Omit<Program, "module">,
): Promise<Ended> {
  const module = join(program.home, "script.ts");
  await Deno.writeTextFile(module, script);
  return await run({ ...program, module });
}

/** Puts a program written for the shell into the `bin` of a home. */
export async function writeProgram(
  home: string,
  { name, script }: { name: string; script: string },
): Promise<void> {
  const bin = join(home, "bin");
  await Deno.mkdir(bin, { recursive: true });
  // A process that another test starts right now would inherit what this one
  // has open for writing, and such a file cannot be run.
  const { success } = await new Deno.Command("/bin/sh", {
    args: [
      ...["-c", 'printf "%s" "$1" > "$2" && chmod 755 "$2"', "sh"],
      ...[`#!/bin/sh\n${script}\n`, join(bin, name)],
    ],
  }).output();
  assert(success, `cannot write ${name}`);
}

async function denoDir(): Promise<string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json"],
  }).output();
  return JSON.parse(new TextDecoder().decode(stdout)).denoDir;
}
