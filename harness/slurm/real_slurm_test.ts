/**
 * On a real Slurm, where GRADNOISE_TEST_SLURM=1 says that there is one for it:
 * `sbatch`, `squeue` and `scontrol` on PATH, a partition by default, temporary
 * folders shared with the nodes. Needs some minutes.
 *
 * @module
 */
import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { pause } from "../../core/pause.ts";
import type { FolderStatus } from "../commands/status.ts";
import { withFolder } from "../testing.ts";
import { recordAt, recordsIn } from "../records/testing.ts";
import {
  type Ended,
  outputOf,
  signalAfter,
  startTask,
} from "../testing_process.ts";
import { pathWithoutFakes } from "./testing_slurm.ts";

const SUITE = "ne-large-batch-same-alpha";
const RUNS = ["--engine", "wasm", "--seeds", "2", "--no-gate"];
const SLURM = ["--launcher", "slurm", "--time", "10", "--slurm", "--mem=200M"];

/** The variables with which programs find the real Slurm. */
function realPath(): { PATH: string } {
  return { PATH: pathWithoutFakes() };
}

function startRepro(args: readonly string[]): Deno.ChildProcess {
  return startTask(["repro", ...args], { env: realPath() });
}

async function runRepro(args: readonly string[]): Promise<Ended> {
  return await outputOf(startRepro(args));
}

async function statusOf(results: string): Promise<FolderStatus> {
  const args = ["status", "--results", results, "--json"];
  return JSON.parse((await runRepro(args)).stdout);
}

/** The status once as many runs are under way. */
async function statusWith(results: string, running: number) {
  for (;;) {
    const status = await statusOf(results);
    if (status.running.length >= running) return status;
    await pause(500);
  }
}

async function outcomesIn(results: string) {
  return await Promise.all(
    recordsIn(results).map(async (name) => {
      const { run, outcome } = await recordAt(join(results, name));
      return { run, outcome };
    }),
  );
}

async function scontrol(...args: string[]): Promise<void> {
  const { success } = await new Deno.Command("scontrol", {
    ...{ args, env: realPath() },
  }).output();
  assert(success);
}

/** Waits until a task has left the queue. */
async function gone(task: string): Promise<void> {
  const args = ["--noheader", "--array", `--jobs=${task}`];
  const squeue = new Deno.Command("squeue", { args, env: realPath() });
  while ((await squeue.output()).stdout.length) await pause(500);
}

async function killed(): Promise<void> {
  await withFolder(async (folder) => {
    const results = join(folder, "it's 100% shared, αβ");
    const call = [SUITE, ...RUNS, "--results", results, ...SLURM];
    const submitted = await runRepro([...call, "--no-wait"]);
    assertEquals([submitted.code, submitted.stdout], [0, ""], submitted.stderr);
    assertMatch(
      submitted.stderr,
      /submitted 4 runs as Slurm job array \d+ of 4 tasks/,
    );

    // Under way: one is started anew, one is killed, the call is interrupted.
    const { running: [first, second] } = await statusWith(results, 2);
    await scontrol("requeue", first!.holder.task!);
    Deno.kill(second!.holder.pid, "SIGKILL");
    const interrupted = await signalAfter(startRepro(call), {
      ...{ text: "finished before", signal: "SIGINT" },
    });
    assertEquals(interrupted.code, 130);
    assertStringIncludes(interrupted.stderr, '"scancel --name=gradnoise-');

    // While the others go on.
    await gone(second!.holder.task!);
    const waited = await runRepro(call);
    assertEquals(waited.code, 0, waited.stderr);
    assertMatch(waited.stderr, /submitted 1 run as Slurm job array/);
    assertStringIncludes(waited.stdout, "verdict: ");
    const { total } = await statusOf(results);
    assertEquals([total.finished, total.failed], [4, 0]);

    const here = join(folder, "here");
    await runRepro([SUITE, ...RUNS, "--results", here]);
    assertEquals(await outcomesIn(results), await outcomesIn(here));
  });
}

async function refused(): Promise<void> {
  await withFolder(async (results) => {
    const { code, stderr } = await runRepro([
      ...[SUITE, ...RUNS, "--results", results, "--quiet", ...SLURM],
      ...["--partition", "no-such-partition"],
    ]);
    assertEquals(code, 2);
    assertMatch(stderr, /^error: Slurm refuses a job array of 4 tasks: .+\n$/);
  });
}

if (Deno.env.get("GRADNOISE_TEST_SLURM") === "1") {
  test(
    "a task requeued, one killed, a call interrupted: the same bits",
    killed,
  );
  test("what Slurm refuses is told in a line", refused);
}
