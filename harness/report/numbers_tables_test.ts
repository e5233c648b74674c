import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { claimWith, outcomeWith, planOf, recordsOf } from "../testing.ts";
import { summarize } from "../terminal/summary.ts";
import { cellsTable, runsTable } from "./numbers_tables.ts";
import { resultWith } from "./testing.ts";

test("a cell has its mean and spread, and the paper's beside", () => {
  const claim = claimWith({
    paperFigures: () => [{
      ...{ cell: "b", paperCell: "B of the paper", metric: "accuracy" },
      ...{ value: 90.35, sd: 0.05, n: 10 },
    }],
  });
  const text = String(cellsTable(resultWith({}, claim)));
  assertStringIncludes(text, "<caption>Mean ± standard deviation over 3 seeds");
  assertStringIncludes(text, 'accuracy <span class="soft">(%)</span></th>');
  assertStringIncludes(
    text,
    '<tr><th scope="row">a</th><td class="number">81.0 ± 1.0</td><td class="number"></td><td class="text">3 converged</td></tr>',
  );
  assertStringIncludes(
    text,
    '90.350 ± 0.050<span class="wraps"> <span class="soft">B of the paper',
  );
});

test("metrics that no run has have no column", () => {
  const claim = claimWith({ metrics: ["accuracy", "no_such"] });
  assert(!String(cellsTable(resultWith({}, claim))).includes("no such"));
});

test("every run has a row, with how it ended", () => {
  const claim = claimWith();
  const plan = planOf([claim]);
  const records = recordsOf(
    plan,
    (_, seed) =>
      seed === 0 ? outcomeWith() : outcomeWith({
        status: "diverged",
        divergedAt: 7,
        metrics: { accuracy: { value: NaN, unit: "percent" } },
      }),
  );
  const suite = plan.suites[0]!;
  const cells = summarize(suite, { tier: "desk", records });
  const text = String(runsTable(resultWith({ suite, records, cells }, claim)));
  assertStringIncludes(text, "<summary>Every run: 6 runs</summary>");
  assertStringIncludes(text, "diverged at update 7");
  assertEquals(text.match(/<tr><th scope="row">/g)?.length, 6);
  // A run without a metric that others have leaves its place empty.
  assertStringIncludes(
    text,
    '<td class="number">—</td><td class="number"></td>',
  );
});

test("of very many runs the first are shown", () => {
  const claim = claimWith();
  const plan = planOf([claim], { choice: { count: 1000 } });
  const suite = plan.suites[0]!;
  const records = recordsOf(plan);
  const text = String(runsTable(resultWith({ suite, records }, claim)));
  assertStringIncludes(text, "Every run: 2,000 runs");
  assertStringIncludes(text, "The first 400.");
  assertEquals(text.match(/<tr><th scope="row">/g)?.length, 400);
});
