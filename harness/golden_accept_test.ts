import {
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { beforeAll, test } from "@std/testing/bdd";
import { join } from "node:path";
import { UsageError } from "../core/usage_error.ts";
import type { Fingerprint } from "../engines/engine.ts";
import type { Claim } from "../suites/suite.ts";
import { acceptGolden } from "./golden_accept.ts";
import { readGolden } from "./golden_file.ts";
import { openResultsFolder, type ResultsFolder } from "./results_folder.ts";
import {
  claimWith,
  outcomeWith,
  planOf,
  recordsOf,
  settingsWith,
  withFolder,
} from "./testing.ts";
import { startWorker } from "./worker.ts";

const ENGINE = "cpu";
let engine: Fingerprint;

beforeAll(async () => {
  const worker = await startWorker({ name: ENGINE });
  worker.kill();
  engine = worker.engine;
});

/** A folder with a record for every run of `claims` on the real engine. */
async function finished(
  claims: readonly Claim[],
  { path, of = () => outcomeWith() }: {
    path: string;
    of?: Parameters<typeof recordsOf>[1];
  },
): Promise<ResultsFolder> {
  const folder = await openResultsFolder(join(path, "results"), {
    create: true,
  });
  for (const record of recordsOf(planOf(claims, { engine }), of).values()) {
    await folder.write(record);
  }
  return folder;
}

function accept(
  claims: readonly Claim[],
  { path, folder, reason = "a test" }: {
    path: string;
    folder: ResultsFolder;
    reason?: string;
  },
) {
  return acceptGolden({
    claims,
    tier: "desk",
    engine: { name: ENGINE },
    folder,
    reason,
    goldenFolder: path,
  });
}

function recordedIn(path: string): string[] {
  return [...Deno.readDirSync(path)].map(({ name }) => name)
    .filter((name) => name !== "results");
}

const OTHER = claimWith({
  id: "other",
  study: {
    ...claimWith().study,
    cells: () => [{ id: "a", settings: settingsWith(3) }],
  },
  cells: () => ["a"],
});

test("finished runs are recorded with every seed and the verdict", async () => {
  await withFolder(async (path) => {
    const claim = claimWith({
      judge: () => ({ outcome: "contradicted", findings: [] }),
    });
    const folder = await finished([claim, OTHER], { path });
    const accepted = await accept([claim, OTHER], { path, folder });
    assertEquals(accepted.map(({ changed }) => changed), [6, 3]);
    assertEquals(accepted.map(({ previous }) => previous), [
      undefined,
      undefined,
    ]);
    const golden = await readGolden(
      { suite: "made-up", tier: "desk", engine: ENGINE },
      { folder: path },
    );
    assertEquals(golden, accepted[0]!.golden);
    assertEquals(golden!.outcome, "contradicted");
    assertEquals(golden!.reason, "a test");
    assertEquals(golden!.engine, engine);
    assertMatch(golden!.accepted, /^\d{4}-\d\d-\d\d$/);
    assertEquals(golden!.runs.length, 6);
  });
});

test("accepting again changes nothing but what is new", async () => {
  await withFolder(async (path) => {
    const claim = claimWith();
    const folder = await finished([claim], { path });
    const [first] = await accept([claim], { path, folder });
    // All but the day.
    const text = async () =>
      (await Deno.readTextFile(first!.path)).replace(/"accepted": .*/, "");
    const before = await text();
    const [again] = await accept([claim], { path, folder });
    assertEquals(await text(), before);
    assertEquals(again!.changed, 0);
    assertEquals(again!.previous, first!.golden);

    await finished([claim], {
      path,
      of: (cell, seed) =>
        outcomeWith({ steps: cell === "b" && seed === 2 ? 7 : 100 }),
    });
    const [third] = await accept([claim], { path, folder });
    assertEquals(third!.changed, 1);
  });
});

test("nothing is written unless every run of every suite is there", async () => {
  await withFolder(async (path) => {
    const claim = claimWith();
    const folder = await finished([claim], { path });
    const { message } = await assertRejects(
      () => accept([claim, OTHER], { path, folder }),
      UsageError,
    );
    assertStringIncludes(
      message,
      "Cannot accept other: 3 of its runs have not finished",
    );
    assertStringIncludes(message, "such as a seed 0");
    assertStringIncludes(
      message,
      '"deno task repro other --tier desk --engine cpu --no-gate"',
    );
    assertEquals(recordedIn(path), []);
  });
});

test("nothing is written if a verdict cannot be given", async () => {
  await withFolder(async (path) => {
    const failing = {
      ...OTHER,
      judge: () => {
        throw new RangeError("no such metric");
      },
    };
    const folder = await finished([claimWith(), failing], { path });
    await assertRejects(
      () => accept([claimWith(), failing], { path, folder }),
      RangeError,
    );
    assertEquals(recordedIn(path), []);
  });
});

test("a damaged record is refused and left where it is", async () => {
  await withFolder(async (path) => {
    const folder = await finished([OTHER], { path });
    const { run } = planOf([OTHER], { engine }).runs[0]!;
    const file = join(folder.path, "runs", `${run}.json`);
    const text = await Deno.readTextFile(file);
    await Deno.writeTextFile(file, text.replace("80", "90"));
    const { message } = await assertRejects(
      () => accept([OTHER], { path, folder }),
      UsageError,
    );
    assertStringIncludes(message, `run ${run} does not match its checksum`);
    assertStringIncludes(message, "does it again");
    assertEquals(await Deno.readTextFile(file), text.replace("80", "90"));
  });
});

test("a golden file that cannot be read is replaced", async () => {
  await withFolder(async (path) => {
    const folder = await finished([OTHER], { path });
    const [first] = await accept([OTHER], { path, folder });
    await Deno.writeTextFile(first!.path, "{ half");
    const [again] = await accept([OTHER], { path, folder });
    assertEquals(again!.previous, undefined);
    assertEquals(again!.changed, 3);
    const name = { suite: "other", tier: "desk", engine: ENGINE } as const;
    assertEquals(
      await readGolden(name, { folder: path }),
      again!.golden,
    );
  });
});
