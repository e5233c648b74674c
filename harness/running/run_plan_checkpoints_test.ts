/**
 * What a plan does with the checkpoints of its runs.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { ENDLESS, withFolder } from "../testing.ts";
import { runCells, SHORT } from "./testing.ts";

function checkpointsIn(path: string): string[] {
  return [...Deno.readDirSync(path)].some(({ name }) => name === "checkpoints")
    ? [...Deno.readDirSync(join(path, "checkpoints"))].map(({ name }) => name)
    : [];
}

test("runs that are under way at an interruption are kept", async () => {
  await withFolder(async (path) => {
    const stop = new AbortController();
    const { log, runs, failures } = await runCells(path, {
      ...{ cells: { endless: ENDLESS }, choice: [0] },
      observe: () => ({ progress: () => stop.abort() }),
      signal: stop.signal,
    });
    assertEquals([log.length, failures.length], [1, 0]);
    assertEquals(checkpointsIn(path), [`${runs[0]!.run}.safetensors`]);
  });
});

test("a worker that does not stop is ended at once if that is asked for", async () => {
  await withFolder(async (path) => {
    const [stop, atOnce] = [new AbortController(), new AbortController()];
    const { log } = await runCells(path, {
      ...{ cells: { endless: ENDLESS }, choice: [0] },
      observe: ({ pid }) => ({
        progress: () => {
          Deno.kill(pid, "SIGSTOP");
          stop.abort();
          atOnce.abort();
        },
      }),
      ...{ signal: stop.signal, atOnce: atOnce.signal },
    });
    assertEquals(log.length, 1);
    assertEquals(checkpointsIn(path), []);
  });
});

test("the checkpoints of runs that have finished are removed", async () => {
  await withFolder(async (path) => {
    const plan = { cells: { short: SHORT }, choice: [0] };
    const { runs } = await runCells(path, { ...plan, checkpointEvery: 0 });
    const folder = join(path, "checkpoints");
    assert(Deno.statSync(folder).isDirectory);
    assertEquals(checkpointsIn(path), []);
    // As a call leaves it that is killed right behind the record.
    for (const run of [runs[0]!.run, "0123"]) {
      await Deno.writeTextFile(join(folder, `${run}.safetensors`), "");
    }
    await runCells(path, plan);
    assertEquals(checkpointsIn(path), ["0123.safetensors"]);
  });
});

test("a checkpoint that cannot be used is told of, and its run done", async () => {
  await withFolder(async (path) => {
    const plan = { cells: { short: SHORT }, choice: [0] };
    const { runs, records } = await runCells(path, plan);
    const { run } = runs[0]!;
    await Deno.remove(join(path, "runs", `${run}.json`));
    const file = join(path, "checkpoints", `${run}.safetensors`);
    await Deno.mkdir(join(path, "checkpoints"), { recursive: true });
    await Deno.writeTextFile(file, "short");
    const again = await runCells(path, plan);
    assertEquals(again.log, [
      "planned 1, finished 0",
      "short seed 0: its checkpoint is damaged: it is cut short; it starts anew",
      "short seed 0 finished",
    ]);
    assertEquals(
      again.records.get(run)!.outcome,
      records.get(run)!.outcome,
    );
  });
});
