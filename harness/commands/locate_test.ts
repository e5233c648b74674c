import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { NUMERICS_VERSION } from "../../core/numerics_version.ts";
import { UsageError } from "../../core/usage_error.ts";
import { SUITES } from "../../suites/mod.ts";
import type { RunOutcome } from "../../suites/suite.ts";
import { locate, locatedText } from "./locate.ts";
import { openResultsFolder } from "../records/results_folder.ts";
import type { RunRecord } from "../records/run_record.ts";
import {
  claimWith,
  outcomeWith,
  planOf,
  recordsOf,
  withFolder,
} from "../testing.ts";
import { runTask } from "../testing_process.ts";

/** Calls `body` with two results folders, made of these records. */
async function withResults(
  records: readonly [readonly RunRecord[], readonly RunRecord[]],
  body: (a: string, b: string) => Promise<void>,
): Promise<void> {
  await withFolder(async (path) => {
    const folders = [join(path, "a"), join(path, "b")] as const;
    for (const [i, folder] of folders.entries()) {
      const results = await openResultsFolder(folder, { create: true });
      for (const record of records[i]!) await results.write(record);
    }
    await body(...folders);
  });
}

/** The records of a claim's six runs. */
function records(
  of: (cell: string, seed: number) => RunOutcome = () => outcomeWith(),
): RunRecord[] {
  return [...recordsOf(planOf([claimWith()]), of).values()];
}

/** Other parameters after so many updates. */
function otherAfter(step: number): RunOutcome {
  return outcomeWith({
    links: [
      { step: 0, chain: "00", tensors: { w: "11" } },
      { step, chain: "other", tensors: { w: "other" } },
    ],
  });
}

test("folders with the same runs agree, whatever time they took", async () => {
  const slow = records().map((record) => ({ ...record, seconds: 99 }));
  await withResults([records(), slow], async (a, b) => {
    const located = await locate(a, b);
    assertEquals(located, {
      ...{ agreeing: 6, differing: [], onlyIn: [[], []], unreadable: [] },
    });
    assertEquals(
      locatedText(located, [a, b]),
      "6 runs in both, with the same bits",
    );
  });
});

test("runs that differ are named, the earliest difference first", async () => {
  const outcomes: Readonly<Record<string, RunOutcome>> = {
    "a 1": outcomeWith({ first: [2.5, 2.5] }),
    "b 0": otherAfter(100),
    "b 2": outcomeWith({
      links: [{ step: 0, chain: "0x", tensors: { w: "1x" } }],
    }),
  };
  const other = records((cell, seed) =>
    outcomes[`${cell} ${seed}`] ?? outcomeWith()
  );
  await withResults([records(), other], async (a, b) => {
    const located = await locate(a, b);
    assertEquals(located.agreeing, 3);
    const lines = locatedText(located, [a, b]).split("\n");
    assertEquals(lines[0], "6 runs in both, 3 of them different");
    for (
      const [i, [seed, text]] of ([
        [2, "other parameters at the beginning, first w (1 of 1 tensors)"],
        [0, "others after 100, first w (1 of 1 tensors)"],
        [1, "the same updates, other numbers; first number 2: 2.25, 2.5"],
      ] as const).entries()
    ) {
      assertStringIncludes(lines[i + 1]!, `made up seed ${seed} (`);
      assertStringIncludes(lines[i + 1]!, text);
    }
  });
});

test("runs that only one folder has are named", async () => {
  const all = records();
  await withResults([all, all.slice(4)], async (a, b) => {
    const located = await locate(a, b);
    assertEquals(located.onlyIn.map(({ length }) => length), [4, 0]);
    assertEquals(
      locatedText(located, [a, b]).split("\n")[1],
      `4 runs only in ${a}: ${located.onlyIn[0].join(", ")}`,
    );
  });
  await withResults([all.slice(5), all], async (a, b) => {
    const text = locatedText(await locate(a, b), [a, b]);
    assertStringIncludes(text, "1 run in both, with the same bits");
    assertStringIncludes(text, `5 runs only in ${b}: made up seed`);
  });
  const many = { agreeing: 10_000, differing: [], onlyIn: [[], []] as const };
  assertEquals(
    locatedText({ ...many, unreadable: [] }, ["a", "b"]),
    "10,000 runs in both, with the same bits",
  );
});

test("folders that share no run are refused, and it is said what they have", async () => {
  const all = records();
  await withResults([all.slice(0, 2), []], async (a, b) => {
    const { message } = await assertRejects(() => locate(a, b), UsageError);
    assertStringIncludes(message, `Cannot compare ${a} and ${b}`);
    assertStringIncludes(
      message,
      `there are 2 runs on wasm, version ${NUMERICS_VERSION} of the numerics and no run`,
    );
  });
  await withFolder(async (path) => {
    await assertRejects(
      () => locate(path, path),
      UsageError,
      "deno task repro",
    );
  });
  await withResults([all, all], async (a, b) => {
    await Deno.remove(join(b, "runs"), { recursive: true });
    await assertRejects(() => locate(a, b), UsageError, "and no run");
  });
});

test("damaged records are told of, and the others compared", async () => {
  const all = records();
  await withResults([all, all], async (a, b) => {
    const file = join(b, "runs", `${all[0]!.run}.json`);
    await Deno.truncate(file, 50);
    const { agreeing, unreadable } = await locate(a, b);
    assertEquals(agreeing, 5);
    assertEquals(unreadable.length, 1);
    assertStringIncludes(unreadable[0]!, `${file} is not JSON`);
  });
});

test("runs of a suite are called by their cells", async () => {
  const claim = SUITES.find(({ id }) => id === "ne-large-batch-same-alpha")!;
  const [record] = recordsOf(planOf([claim]), () => outcomeWith()).values();
  const other = { ...record!, outcome: outcomeWith({ steps: 1 }) };
  await withResults([[record!], [other]], async (a, b) => {
    const { differing } = await locate(a, b);
    assertEquals(differing.length, 1);
    const [cell] = claim.cells("desk");
    assertEquals(
      differing[0]!.name,
      `${cell} seed ${record!.identity.seed}`,
    );
  });
});

test("the command says what agrees, and fails where something does not", async () => {
  const other = records((cell, seed) =>
    cell === "b" && seed === 2 ? outcomeWith({ steps: 99 }) : outcomeWith()
  );
  await withResults([records(), other], async (a, b) => {
    const [same, differing, json] = await Promise.all([
      runTask(["repro", "locate", a, a]),
      runTask(["repro", "locate", a, b]),
      runTask(["repro", "locate", a, b, "--json"]),
    ]);
    assertEquals(
      [same!.code, same!.stdout, same!.stderr],
      [0, "6 runs in both, with the same bits\n", ""],
    );
    assertEquals([differing!.code, differing!.stderr], [1, ""]);
    assertStringIncludes(differing!.stdout, "updates: 100, 99\n");
    assertEquals(json!.code, 1);
    assertEquals(JSON.parse(json!.stdout).agreeing, 5);
  });
});
