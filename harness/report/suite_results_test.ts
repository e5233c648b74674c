import { assertEquals, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import type { Fingerprint } from "../../engines/engine.ts";
import { TIERS } from "../../suites/suite.ts";
import { goldenPath, writeGolden } from "../golden/golden_file.ts";
import { makePlan } from "../running/plan.ts";
import type { RunRecord } from "../records/run_record.ts";
import {
  claimWith,
  divergedOutcome,
  FINGERPRINT,
  goldenOf,
  judgeLossOfB,
  outcomeWith,
  planOf,
  recordsOf,
  settingsWith,
  tunedClaim,
} from "../testing.ts";
import { collectResults } from "./suite_results.ts";
import { CLAIM_BY_TIER, collected, NO_LOSS } from "./testing.ts";

const claim = CLAIM_BY_TIER;
const plan = planOf([claim]);
const records = recordsOf(plan);

function without(seed: number, cell: string): Map<string, RunRecord> {
  const run = plan.suites[0]!.cells.find(({ id }) => id === cell)!.runs;
  return new Map([...records].filter(([hash]) => hash !== run.get(seed)));
}

test("finished runs are judged, and compared with what is recorded", async () => {
  const { results, unfinished, problems } = await collected(claim, {
    records,
    goldens: (folder) => writeGolden(goldenOf(plan), { folder }),
  });
  assertEquals(problems, []);
  assertEquals(unfinished, []);
  assertEquals(results.length, 1);
  const [{ tier, engine, suite, verdict, gate, recorded }] = results as [
    typeof results[0],
  ];
  assertEquals([tier, engine, recorded], ["desk", FINGERPRINT, undefined]);
  assertEquals(suite.seeds, [0, 1, 2]);
  assertEquals(verdict?.label, "reproduced (desk)");
  assertEquals(gate?.status, "passed");
});

test("progress is told before each claim", async () => {
  const told: string[] = [];
  await collectResults({
    ...{ claims: [claim, claim], records, tiers: TIERS, engines: ["cpu"] },
    ...{ seeds: undefined, sources: "none" },
    onProgress: (judged, all) => told.push(`${judged} of ${all}`),
  });
  assertEquals(told, ["0 of 2", "1 of 2"]);
});

test("tuned cells are shown once they have chosen", async () => {
  const tuned = claimWith({
    study: {
      ...claimWith().study,
      cells: (tier) =>
        tier !== "desk" ? [] : [{ id: "a", settings: settingsWith(1) }, {
          id: "b",
          tuning: {
            grid: [2, 3].map((size) => ({
              id: `b ${size}`,
              settings: settingsWith(size),
            })),
            seeds: [100],
            choose: () => "b 3",
          },
        }],
    },
  });
  const tried = recordsOf(planOf([tuned]));
  const before = await collected(tuned, { records: tried });
  assertEquals(before.results, []);
  assertEquals(
    before.unfinished.map(({ finished, planned }) => ({
      finished,
      planned,
    })),
    [{ finished: 5, planned: 8 }],
  );
  const all = recordsOf(makePlan([tuned], {
    ...{ tier: "desk", engine: FINGERPRINT, choice: undefined },
    records: tried,
  }));
  const after = await collected(tuned, { records: all });
  assertEquals(after.results.length, 1);
  assertEquals(after.results[0]!.suite.chosen, new Map([["b", "b 3"]]));
});

test("runs that other code did are counted", async () => {
  const { results: [same] } = await collected(claim, { records });
  assertEquals(same!.otherCode, 0);
  const { results: [other] } = await collected(claim, {
    ...{ records, sources: "of today" },
  });
  assertEquals(other!.otherCode, 6);
});

test("only seeds that every cell has are judged", async () => {
  const { results } = await collected(claim, {
    records: without(1, "b"),
    goldens: (folder) => writeGolden(goldenOf(plan), { folder }),
  });
  assertEquals(results[0]!.suite.seeds, [0, 2]);
  assertEquals(results[0]!.seedsAsked, 3);
  assertEquals(results[0]!.gate?.status, "partial");
});

test("runs that make up no seed are counted", async () => {
  const own = plan.suites[0]!.cells[0]!.runs;
  const some = new Map(
    [...records].filter(([run]) => [...own.values()].includes(run)),
  );
  const { results, unfinished } = await collected(claim, { records: some });
  assertEquals(results, []);
  assertEquals(unfinished, [{
    tier: "desk",
    engine: FINGERPRINT,
    finished: 3,
    planned: 6,
  }]);
});

test("runs that another tier has too are no beginning of this one", async () => {
  const sharing = claimWith({
    study: {
      ...claim.study,
      cells: (tier) => [
        { id: "a", settings: settingsWith(0) },
        { id: "b", settings: settingsWith(TIERS.indexOf(tier) + 1) },
      ],
    },
  });
  const { results, unfinished } = await collected(sharing, {
    records: recordsOf(planOf([sharing])),
  });
  assertEquals(results.map(({ tier }) => tier), ["desk"]);
  assertEquals(unfinished, []);
});

test("seeds may be chosen; others in the folder do not count", async () => {
  const more = recordsOf(planOf([claim], { choice: { count: 5 } }));
  const usual = await collected(claim, { records: more });
  assertEquals(usual.results[0]!.suite.seeds, [0, 1, 2]);
  const chosen = await collected(claim, { records: more, seeds: { count: 5 } });
  assertEquals(chosen.results[0]!.suite.seeds, [0, 1, 2, 3, 4]);
});

test("engines and tiers are kept apart, the largest tier first", async () => {
  const other: Fingerprint = { ...FINGERPRINT, engine: "cpu" };
  const all = new Map(
    TIERS.flatMap((tier) =>
      [FINGERPRINT, other].flatMap((engine) => [
        ...recordsOf(makePlan([claim], { tier, engine, choice: undefined })),
      ])
    ),
  );
  const { results } = await collected(claim, { records: all });
  assertEquals(
    results.map(({ tier, engine }) => `${tier} ${engine.engine}`),
    TIERS.toReversed().flatMap((tier) => [`${tier} cpu`, `${tier} wasm`]),
  );
});

test("records that lack what is judged leave the numbers and say what", async () => {
  const bare = recordsOf(plan, () => outcomeWith({ series: {} }));
  const judging = { ...claim, judge: judgeLossOfB };
  const { results } = await collected(judging, { records: bare });
  assertEquals(results[0]!.verdict, undefined);
  assertEquals(results[0]!.problem, `${NO_LOSS} there are none`);
  assertEquals(results[0]!.cells.length, 2);
});

test("diverged runs that cannot be judged leave the verdict open", async () => {
  const { results } = await collected({ ...claim, judge: judgeLossOfB }, {
    records: recordsOf(plan, divergedOutcome),
    goldens: (folder) => writeGolden(goldenOf(plan), { folder }),
  });
  const [{ verdict, problem, gate, cells }] = results as [typeof results[0]];
  assertEquals(verdict?.outcome, "inconclusive");
  assertStringIncludes(
    verdict?.note ?? "",
    "runs diverged (cell b: seeds 0, 1, 2)",
  );
  assertEquals([problem, gate?.status, cells.length], [undefined, "failed", 2]);
});

test("a suite that cannot be tuned is shown with the reason", async () => {
  const untunable = tunedClaim({
    choose: (results) => {
      results.metric("b try 3", "accuracy");
      throw new RangeError("no trial has a mean");
    },
  });
  const tried = recordsOf(planOf([untunable]), divergedOutcome);
  const { results, unfinished } = await collected(untunable, {
    records: tried,
  });
  assertEquals(unfinished, []);
  assertEquals(results[0]!.cells.map(({ id }) => id), ["a"]);
  assertStringIncludes(
    results[0]!.verdict?.note ?? "",
    "cell b cannot be tuned, for runs diverged (cell b try 3: seeds 7, 8)",
  );
});

test("a claim that fails though no run diverged is a problem of its own", async () => {
  const failing = {
    ...claim,
    judge: () => {
      throw new RangeError("a slip");
    },
  };
  const { results } = await collected(failing, { records });
  assertEquals(results.map(({ problem }) => problem), ["a slip"]);
});

test("runs of an older version of the numerics are no results", async () => {
  const old = new Map([...records].map(([run, record]) => [run, {
    ...record,
    identity: { ...record.identity, numerics: 0 },
  }]));
  assertEquals((await collected(claim, { records: old })).results, []);
});

test("a damaged golden file is named, and the rest is reported", async () => {
  const name = { suite: claim.id, tier: "desk", engine: "wasm" } as const;
  const { results, problems } = await collected(claim, {
    records,
    goldens: async (folder) => {
      await writeGolden(goldenOf(plan), { folder });
      await Deno.writeTextFile(join(folder, goldenPath(name)), "{");
    },
  });
  assertEquals(results.length, 1);
  assertEquals(problems.length, 1);
  assertStringIncludes(problems[0]!, goldenPath(name));
});
