/**
 * Calls of `deno task repro` on a suite, and results of it, for tests.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { afterAll, beforeAll } from "@std/testing/bdd";
import { join } from "node:path";
import { withFolder } from "./testing.ts";
import { recordAt, recordsIn } from "./records/testing.ts";
import { type Ended, type ProcessOptions, runTask } from "./testing_process.ts";

/** The suite with the cheapest runs, three of them. */
export const SUITE = "ne-covariance";

/** A results folder that holds all runs of the suite. */
export interface Finished {
  /** There from the first test on. */
  readonly path: string;
}

/** Does the suite's runs before a file's tests, and removes them afterwards. */
export function finishedBeforeAll(): Finished {
  const finished = { path: "" };
  beforeAll(async () => {
    finished.path = await Deno.makeTempDir();
    const { code, stderr } = await repro([
      SUITE,
      ...["--results", finished.path, "--jobs", "2", "--no-gate"],
    ]);
    assertEquals(code, 0, stderr);
  });
  afterAll(async () => {
    await Deno.remove(finished.path, { recursive: true });
  });
  return finished;
}

/** Calls `body` with a copy of the finished results. */
export async function withCopy(
  { path: finished }: Finished,
  body: (path: string) => Promise<void>,
): Promise<void> {
  await withFolder(async (path) => {
    await Deno.mkdir(join(path, "runs"));
    for (const name of ["gradnoise.json", ...recordsIn(finished)]) {
      await Deno.copyFile(join(finished, name), join(path, name));
    }
    await body(path);
  });
}

/** Runs `deno task repro`, on wasm unless an engine is named. */
export function repro(
  args: readonly string[],
  options: ProcessOptions = {},
): Promise<Ended> {
  return runTask(["repro", ...onWasm(args)], options);
}

/** Arguments that name an engine, which every machine has. */
export function onWasm(args: readonly string[]): string[] {
  const others = [
    ...["list", "show", "completions", "locate", "status"],
    ...["--help", "--engine"],
  ];
  return args.some((arg) => others.includes(arg))
    ? [...args]
    : [...args, "--engine", "wasm"];
}

/** Everything but the time that each run took, by file. */
export async function outcomesIn(path: string) {
  return await Promise.all(
    recordsIn(path).map(async (name) => {
      const { identity, outcome } = await recordAt(join(path, name));
      return { name, identity, outcome };
    }),
  );
}
