import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { UsageError } from "../core/usage_error.ts";
import { greaterThan } from "../suites/predicates.ts";
import type { Claim } from "../suites/suite.ts";
import { fetchMissing, repro, type ReproOptions } from "./repro.ts";
import { readLastVerdict } from "./records/last_verdict.ts";
import { readResultsCsv } from "./records/results_csv.ts";
import { openResultsFolder } from "./records/results_folder.ts";
import {
  claimOn,
  ENDLESS,
  settingsWith,
  trainingWith,
  withFolder,
} from "./testing.ts";
import { observerOf } from "./running/testing.ts";

const SHORT = trainingWith();
const DIVERGING = trainingWith({
  optimizer: { name: "gradient descent" },
  schedule: { name: "constant", learningRate: 1e30 },
  maxEpochs: 2,
});

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

test("diverged runs leave their suites open, and the others are judged", () =>
  withFolder(async (path) => {
    const loss = (cell: string): Claim["judge"] => ({ metric }) => ({
      outcome: greaterThan(metric(cell, "training_loss"), 0).outcome,
      findings: [],
    });
    const { study, ...whole } = claimOn({ plain: SHORT }, {
      ...{ id: "whole", judge: loss("plain") },
    });
    const tuned: Claim = {
      ...{ ...whole, id: "tuned" },
      cells: () => ["plain", "tuned"],
      study: {
        ...study,
        cells: (tier) => [...study.cells(tier), {
          id: "tuned",
          tuning: {
            grid: [{ id: "tried", settings: DIVERGING }],
            seeds: [0],
            choose: (results) => {
              const [loss] = results.metric("tried", "training_loss").values();
              if (Number.isFinite(loss)) return "tried";
              throw new RangeError("no trial has a loss");
            },
          },
        }],
      },
    };
    const { reports, failures } = await call(path, {
      claims: [
        claimOn({ wild: DIVERGING }, { id: "wild", judge: loss("wild") }),
        tuned,
        { ...whole, study },
      ],
      gate: true,
    });
    assertEquals(failures, []);
    assertEquals(
      reports.map(({ claim, cells, verdict }) => [
        claim.id,
        cells.map(({ statuses }) => statuses),
        verdict.outcome,
        verdict.note,
      ]),
      [
        [
          "wild",
          [{ diverged: 2 }],
          "inconclusive",
          "the claim cannot be judged, for runs diverged (cell wild: seeds 0, 1): Cannot compare seed 0: its value is NaN",
        ],
        [
          "tuned",
          [{ "not converged": 2 }],
          "inconclusive",
          "cell tuned cannot be tuned, for runs diverged (cell tried: seeds 0): no trial has a loss",
        ],
        ["whole", [{ "not converged": 2 }], "reproduced", undefined],
      ],
    );
    for (const id of ["wild", "tuned", "whole"]) {
      const name = { suite: id, tier: "desk" } as const;
      assertEquals((await readLastVerdict(path, name))?.seeds, 2);
    }
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
