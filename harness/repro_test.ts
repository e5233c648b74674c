import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { UsageError } from "../core/usage_error.ts";
import type { Claim } from "../suites/suite.ts";
import { fetchMissing, repro, type ReproOptions } from "./repro.ts";
import { readResultsCsv } from "./records/results_csv.ts";
import { openResultsFolder } from "./records/results_folder.ts";
import {
  claimOn,
  ENDLESS,
  observerOf,
  settingsWith,
  trainingWith,
  withFolder,
} from "./testing.ts";

const SHORT = trainingWith();

async function call(
  path: string,
  { claims, ...parts }: Partial<ReproOptions> & { claims: readonly Claim[] },
) {
  const log: string[] = [];
  const result = await repro({
    claims,
    tier: "desk",
    engine: { name: "cpu" },
    seeds: undefined,
    jobs: 1,
    dataDir: path,
    folder: await openResultsFolder(path, { create: true }),
    gate: false,
    observer: observerOf(log),
    onDevice: () => {},
    signal: new AbortController().signal,
    ...parts,
  });
  return { ...result, log };
}

test("claims are run, judged and tabled; what they share is run once", async () => {
  await withFolder(async (path) => {
    const exceeds = claimOn({ plain: SHORT }, {
      id: "exceeds",
      judge: (results) => ({
        outcome: results.metric("plain", "epochs").get(1) === 1
          ? "contradicted"
          : "inconclusive",
        findings: [],
      }),
    });
    const sharing = claimOn({ "the same": SHORT }, { id: "sharing" });
    const { reports, log, csv, failures } = await call(path, {
      claims: [exceeds, sharing],
    });
    assertEquals(log[0], "planned 2, finished 0");
    assertEquals(failures, []);
    assertEquals(
      reports.map(({ claim, verdict, gate }) => [
        claim.id,
        verdict.label,
        gate,
      ]),
      [
        ["exceeds", "contradicted (desk)", undefined],
        ["sharing", "reproduced (desk)", undefined],
      ],
    );
    assertEquals(reports[0]!.cells[0]!.metrics.epochs!.n, 2);
    assertEquals(csv, join(path, "results.csv"));
    const rows = await readResultsCsv(path);
    assertEquals(
      new Set(rows.map(({ suite, cell }) => `${suite} ${cell}`)),
      new Set(["exceeds plain", "sharing the same"]),
    );
  });
});

test("a tuned cell is run as its tuning chose", async () => {
  await withFolder(async (path) => {
    const claim = claimOn({ plain: SHORT });
    const grid = [1, 2].map((maxEpochs) => ({
      id: `${maxEpochs} epochs`,
      settings: trainingWith({ maxEpochs }),
    }));
    const { study } = claim;
    const tuned: Claim = {
      ...claim,
      study: {
        ...study,
        cells: (tier) => [...study.cells(tier), {
          id: "tuned",
          tuning: {
            ...{ grid, seeds: [5] },
            choose: (results) =>
              results.metric("2 epochs", "epochs").get(5) === 2
                ? "2 epochs"
                : "1 epochs",
          },
        }],
      },
      cells: () => ["plain", "tuned"],
    };
    const { reports, log, plan } = await call(path, { claims: [tuned] });
    assertEquals(
      log.filter((line) => line.startsWith("planned")),
      // Two seeds of "plain" and one each of what is tried; then two more.
      ["planned 4, finished 0", "planned 6, finished 4"],
    );
    const cell = reports[0]!.cells.find(({ id }) => id === "tuned")!;
    assertEquals(cell.metrics.epochs, { unit: "epochs", n: 2, mean: 2, sd: 0 });
    assertEquals([...plan.suites[0]!.chosen], [["tuned", "2 epochs"]]);
    const again = await call(path, { claims: [tuned] });
    assertEquals(again.log, ["planned 4, finished 4", "planned 6, finished 6"]);
  });
});

test("a tuned cell whose runs were done for another suite is judged", () =>
  withFolder(async (path) => {
    const plain = claimOn({ plain: SHORT });
    const grid = [{ id: "tried", settings: SHORT }];
    const tuning = { grid, seeds: [5], choose: () => "tried" };
    const tuned: Claim = {
      ...{ ...plain, id: "tuned", cells: () => ["tuned"] },
      study: { ...plain.study, cells: () => [{ id: "tuned", tuning }] },
    };
    const { reports } = await call(path, { claims: [plain, tuned] });
    assertEquals(reports.map(({ claim }) => claim.id), ["made-up", "tuned"]);
  }));

test("without recorded results the gate fails", async () => {
  await withFolder(async (path) => {
    const { reports } = await call(path, {
      claims: [claimOn({ plain: SHORT })],
      gate: true,
    });
    assertEquals(reports[0]!.gate!.status, "failed");
  });
});

test("one seed gives numbers and no verdict", async () => {
  await withFolder(async (path) => {
    const { reports, plan } = await call(path, {
      claims: [claimOn({ plain: SHORT })],
      seeds: [7],
    });
    assertEquals(plan.runs.length, 1);
    assertEquals(reports[0]!.cells[0]!.statuses, { "not converged": 1 });
    assertEquals(reports[0]!.verdict.outcome, "inconclusive");
  });
});

test("a suite whose run failed has no report, the others have", async () => {
  await withFolder(async (path) => {
    const { reports, failures } = await call(path, {
      claims: [
        claimOn({ plain: SHORT, broken: settingsWith(1) }, { id: "broken" }),
        claimOn({ plain: SHORT }, { id: "whole" }),
      ],
    });
    assertEquals(failures.length, 2);
    assertEquals(reports.map(({ claim }) => claim.id), ["whole"]);
    assertEquals((await readResultsCsv(path)).length > 0, true);
  });
});

test("an interrupted call reports nothing and keeps what has finished", async () => {
  await withFolder(async (path) => {
    const stop = new AbortController();
    const { reports, records } = await call(path, {
      claims: [
        claimOn({ plain: SHORT }, { id: "first" }),
        claimOn({ endless: ENDLESS }, { id: "second" }),
      ],
      observer: observerOf([], {
        progress: ({ cell }) => {
          if (cell === "endless") stop.abort();
        },
      }),
      signal: stop.signal,
    });
    assertEquals(records.size, 1);
    assertEquals(reports, []);
  });
});

test("a table that is not ours is found before the first run", async () => {
  await withFolder(async (path) => {
    await Deno.writeTextFile(join(path, "results.csv"), "a,b\n");
    const log: string[] = [];
    const { message } = await assertRejects(
      () =>
        call(path, {
          claims: [claimOn({ plain: SHORT })],
          observer: observerOf(log),
        }),
      UsageError,
    );
    assertStringIncludes(message, "results.csv");
    assertEquals(log, []);
  });
});

test("nothing is fetched for claims that read no files", async () => {
  await withFolder(async (dataDir) => {
    const claims = [claimOn({ plain: SHORT, other: settingsWith(1) })];
    const options = { tier: "desk", dataDir, quiet: true } as const;
    assertEquals(await fetchMissing(claims, options), 0);
    assertEquals([...Deno.readDirSync(dataDir)], []);
  });
});
