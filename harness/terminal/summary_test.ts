import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { summarize } from "./summary.ts";
import { claimWith, outcomeWith, planOf, recordsOf } from "../testing.ts";

function percent(value: number) {
  return { accuracy: { value, unit: "percent" } };
}

test("a cell's mean and spread over its seeds", () => {
  const plan = planOf([claimWith()]);
  const records = recordsOf(
    plan,
    (_, seed) =>
      outcomeWith({
        status: seed === 0 ? "diverged" : "converged",
        metrics: percent(80 + 2 * seed),
      }),
  );
  const [a, b] = summarize(plan.suites[0]!, { tier: "desk", records });
  // 80, 82, 84
  assertEquals(a, {
    id: "a",
    statuses: { diverged: 1, converged: 2 },
    metrics: { accuracy: { unit: "percent", n: 3, mean: 82, sd: 2 } },
  });
  assertEquals(b!.id, "b");
});

test("one seed has no spread", () => {
  const plan = planOf([claimWith()], { choice: [5] });
  const [{ metrics }] = summarize(plan.suites[0]!, {
    tier: "desk",
    records: recordsOf(plan),
  }) as [ReturnType<typeof summarize>[number]];
  assertEquals(metrics.accuracy!.n, 1);
  assertEquals(metrics.accuracy!.sd, NaN);
});

test("a number that does not exist is not averaged away", () => {
  const plan = planOf([claimWith()]);
  const records = recordsOf(
    plan,
    (_, seed) => outcomeWith({ metrics: percent(seed === 1 ? NaN : 80) }),
  );
  const [a] = summarize(plan.suites[0]!, { tier: "desk", records });
  assertEquals(a!.metrics.accuracy!.mean, NaN);
});

test("the paper's figure stands beside the metric that it is of", () => {
  const figure = { paperCell: "A", value: 90, sd: 0.5, n: 10 };
  const plan = planOf([claimWith({
    paperFigures: (tier, table) => [{
      ...figure,
      cell: "b",
      metric: "accuracy",
      // The tables of golden/paper are at hand.
      n: tier === "desk" ? table("noise_enhancement_table_3").length : 0,
    }],
  })]);
  const [a, b] = summarize(plan.suites[0]!, {
    tier: "desk",
    records: recordsOf(plan),
  });
  assertEquals("paper" in a!.metrics.accuracy!, false);
  assertEquals("paper" in b!.metrics.time!, false);
  const { paper } = b!.metrics.accuracy!;
  assertEquals({ ...paper, n: 10 }, {
    ...figure,
    cell: "b",
    metric: "accuracy",
  });
  assertEquals(paper!.n! > 0, true);
});
