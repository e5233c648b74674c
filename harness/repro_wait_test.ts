import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { withLock } from "../core/file_lock.ts";
import { isFile } from "../core/is_file.ts";
import { openResultsFolder } from "./records/results_folder.ts";
import { repro } from "./repro.ts";
import { observerOf } from "./running/testing.ts";
import { claimOn, trainingWith, withFolder } from "./testing.ts";

test("a wait to write results.csv is told of, and a second Ctrl-C ends it", async () => {
  await withFolder(async (path) => {
    const again = new AbortController();
    const notes: string[] = [];
    const note = (line: string) => {
      notes.push(line);
      again.abort();
    };
    const folder = await openResultsFolder(path, { create: true });
    await withLock(join(path, "results.csv.lock"), async () => {
      const { csv, records } = await repro({
        ...{ claims: [claimOn({ plain: trainingWith() })], tier: "desk" },
        ...{ engine: { name: "cpu" }, seeds: [0], jobs: 1, gate: false },
        ...{ dataDir: path, folder, onDevice: () => {} },
        observer: observerOf([], { note }),
        signal: new AbortController().signal,
        atOnce: again.signal,
      });
      assertEquals([await isFile(csv), records.size], [false, 1]);
    });
    assertEquals(notes, ["waiting for another process: it writes results.csv"]);
  });
});
