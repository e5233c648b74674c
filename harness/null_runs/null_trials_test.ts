import { assert, assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { Breakdown, Interruption } from "../../core/exit_code.ts";
import { writeGolden } from "../golden/golden_file.ts";
import { type NullOptions, nullRows } from "./null_trials.ts";
import { openResultsFolder } from "../records/results_folder.ts";
import {
  claimOn,
  goldenOf,
  planOf,
  recordsOf,
  settingsWith,
  trainingWith,
  withFolder,
} from "../testing.ts";
import { observerOf } from "../running/testing.ts";

const SUITE = claimOn({ plain: trainingWith() }, {
  margins: () => ({ test_loss: { absolute: 1e-4 } }),
});

async function call(
  path: string,
  { claim = SUITE, ...parts }: Partial<NullOptions> & {
    claim?: typeof SUITE;
  } = {},
) {
  return await nullRows(claim, {
    ...{ tier: "desk", engine: "wasm", against: undefined, sets: 2, jobs: 1 },
    ...{ dataDir: path, goldenFolder: path, observer: observerOf([]) },
    folder: await openResultsFolder(path, { create: true }),
    signal: new AbortController().signal,
    ...parts,
  });
}

test("other engines of the same seeds agree, other seeds do not", async () => {
  await withFolder(async (path) => {
    const plan = planOf([SUITE]);
    const golden = goldenOf(plan, recordsOf(plan));
    await writeGolden(golden, { folder: path });
    const [seeds, engines] = await call(path, { against: "cpu" });
    assertEquals(seeds!.alarms.length, 2);
    // The recorded runs are made up, and have no test loss.
    assert(seeds!.alarms.every(({ results }) => results.length > 0));
    assert(seeds!.alarms.every((alarms) => !("firsts" in alarms)));
    assertEquals(engines!.compared, "wasm with\ncpu");
    const none = { firsts: [], results: [], verdict: [] };
    assertEquals(engines!.alarms, [none, none]);
  });
});

test("without anything to compare with there is no row", async () => {
  await withFolder(async (path) => {
    assertEquals(await call(path, { sets: 1 }), []);
  });
});

test("runs that fail, and an interruption, are no alarms", async () => {
  await withFolder(async (path) => {
    const failing = claimOn({ broken: settingsWith(1) });
    await assertRejects(() => call(path, { claim: failing }), Breakdown);
    const stopped = AbortSignal.abort();
    await assertRejects(() => call(path, { signal: stopped }), Interruption);
  });
});
