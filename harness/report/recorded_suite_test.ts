import { assertEquals, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { goldenPath, writeGolden } from "../golden/golden_file.ts";
import {
  claimWith,
  divergedOutcome,
  goldenOf,
  judgeLossOfB,
  outcomeWith,
  planOf,
  recordsOf,
} from "../testing.ts";
import { CLAIM_BY_TIER, collected, NO_LOSS } from "./testing.ts";

const claim = CLAIM_BY_TIER;
const plan = planOf([claim]);

test("without runs the recorded results are shown, judged anew", async () => {
  const { results } = await collected(claim, {
    goldens: (folder) => writeGolden(goldenOf(plan), { folder }),
  });
  assertEquals(results.length, 1);
  assertEquals(results[0]!.recorded?.reason, "a test");
  assertEquals(results[0]!.verdict?.label, "reproduced (desk)");
  assertEquals(results[0]!.cells.map(({ metrics }) => metrics.accuracy?.mean), [
    80,
    80,
  ]);
  assertEquals(results[0]!.gate, undefined);
});

test("what recorded metrics do not suffice for stands as it was recorded", async () => {
  const judging = { ...claim, judge: judgeLossOfB };
  const findings = [{
    ...{ statement: "a curve falls", numbers: "0.1" },
    outcome: "contradicted",
  }] as const;
  const golden = { ...goldenOf(plan), outcome: "contradicted" } as const;
  const { results: [result] } = await collected(judging, {
    goldens: (folder) => writeGolden({ ...golden, findings }, { folder }),
  });
  assertEquals(result!.verdict?.label, "contradicted (desk)");
  assertEquals(result!.recorded?.findings, findings);
  assertEquals(result!.problem, undefined);
  const { results: [older] } = await collected(judging, {
    goldens: (folder) => writeGolden(golden, { folder }),
  });
  assertEquals(older!.verdict, undefined);
  assertEquals(older!.problem, `${NO_LOSS} metrics alone are recorded`);
});

test("what diverged runs left open stands with the recorded reason", async () => {
  const diverged = recordsOf(
    plan,
    (_, seed) => seed === 0 ? divergedOutcome() : outcomeWith(),
  );
  const golden = {
    ...goldenOf(plan, diverged),
    outcome: "inconclusive",
    findings: [],
    note: "runs diverged",
  } as const;
  const { results: [result] } = await collected(
    { ...claim, judge: judgeLossOfB },
    { goldens: (folder) => writeGolden(golden, { folder }) },
  );
  assertEquals(result!.verdict?.label, "inconclusive (desk)");
  assertEquals(result!.verdict?.note, "runs diverged");
});

test("what diverged runs were judged by stands though it is not recorded", async () => {
  const diverged = recordsOf(plan, divergedOutcome);
  const golden = {
    ...goldenOf(plan, diverged),
    outcome: "contradicted",
    findings: [],
  } as const;
  const { results: [result] } = await collected(
    { ...claim, judge: judgeLossOfB },
    { goldens: (folder) => writeGolden(golden, { folder }) },
  );
  assertEquals(result!.verdict?.label, "contradicted (desk)");
  assertEquals(result!.verdict?.note, undefined);
});

test("what is recorded of other cells is left out and named", async () => {
  const before = claimWith({ cells: () => ["a"] });
  const { results, problems } = await collected(claimWith(), {
    goldens: (folder) => writeGolden(goldenOf(planOf([before])), { folder }),
  });
  assertEquals(results, []);
  assertEquals(problems.length, 1);
  assertStringIncludes(
    problems[0]!,
    `${
      goldenPath({ suite: "made-up", tier: "desk", engine: "wasm" })
    } has no seed of all cells`,
  );
});

test("numbers that a golden file does not have are no numbers", async () => {
  const diverged = recordsOf(
    plan,
    (cell) =>
      cell === "a" ? outcomeWith() : outcomeWith({
        status: "diverged",
        metrics: { accuracy: { value: NaN, unit: "percent" } },
      }),
  );
  const { results } = await collected(claim, {
    goldens: (folder) => writeGolden(goldenOf(plan, diverged), { folder }),
  });
  const [a, b] = results[0]!.cells;
  assertEquals(a!.metrics.accuracy?.mean, 80);
  assertEquals(b!.metrics.accuracy?.mean, NaN);
  assertEquals(b!.statuses, { diverged: 3 });
});
