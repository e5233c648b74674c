import { assert, assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { Breakdown, Interruption } from "../../core/exit_code.ts";
import { UsageError } from "../../core/usage_error.ts";
import { writeGolden } from "../golden/golden_file.ts";
import { type NullOptions, nullRows, recordedOf } from "./null_trials.ts";
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
    ...{ dataDir: path, golden: undefined, observer: observerOf([]) },
    folder: await openResultsFolder(path, { create: true }),
    signal: new AbortController().signal,
    ...parts,
  });
}

test("other engines of the same seeds agree, other seeds do not", async () => {
  await withFolder(async (path) => {
    const plan = planOf([SUITE]);
    const golden = goldenOf(plan, recordsOf(plan));
    const [seeds, engines] = await call(path, { against: "cpu", golden });
    assertEquals(seeds!.alarms.length, 2);
    // The recorded runs are made up, and have no test loss.
    assert(seeds!.alarms.every(({ results }) => results.length > 0));
    assert(seeds!.alarms.every((alarms) => !("firsts" in alarms)));
    assertEquals(engines!.compared, "wasm with\ncpu");
    const none = { firsts: [], results: [], verdict: [] };
    assertEquals(engines!.alarms, [none, none]);
  });
});

test("before any run it is known what there is to compare with", async () => {
  await withFolder(async (goldenFolder) => {
    const whole = goldenOf(planOf([SUITE]));
    const other = { ...SUITE, id: "other" };
    const said: string[] = [];
    const found = async (against?: "cpu") => {
      const recorded = await recordedOf([SUITE, other], {
        ...{ tier: "desk", engine: "wasm", against, goldenFolder },
        say: (line) => said.push(line),
      });
      return [...recorded].map(([{ id }, golden]) => [id, golden?.suite]);
    };
    await assertRejects(
      found,
      UsageError,
      "Cannot compare made-up with what is recorded at tier desk on wasm: there is nothing; name another engine",
    );
    await writeGolden(whole, { folder: goldenFolder });
    assertEquals(await found(), [["made-up", "made-up"]]);
    const runs = whole.runs.filter(({ seed }) => seed === 0);
    const part = { ...whole, suite: "other", seeds: [0], runs };
    await writeGolden(part, { folder: goldenFolder });
    assertEquals(await found("cpu"), [
      ["made-up", "made-up"],
      ["other", undefined],
    ]);
    const start =
      "Cannot compare other with what is recorded at tier desk on wasm: ";
    assertEquals(said, [
      `${start}there is nothing`,
      `${start}it has other cells or fewer seeds than the suite declares`,
    ]);
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
