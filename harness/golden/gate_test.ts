import { assertEquals, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { NUMERICS_VERSION } from "../../core/numerics_version.ts";
import type { RunOutcome } from "../../suites/suite.ts";
import { gate, type GateReport, goldenRunsOf } from "./gate.ts";
import type { Golden } from "./golden_file.ts";
import type { SeedChoice } from "../running/plan.ts";
import {
  claimWith,
  FINGERPRINT,
  goldenOf,
  outcomeWith,
  planOf,
  recordsOf,
  verdictWith,
} from "../testing.ts";

/** The gate's report on a call whose runs and golden are as said. */
function reportOn(
  { outcome = outcomeWith(), golden = {}, choice, verdict = verdictWith() }: {
    /** Of the runs of cell "b" with seed 1. */
    outcome?: RunOutcome;
    golden?: Partial<Golden>;
    choice?: SeedChoice;
    verdict?: ReturnType<typeof verdictWith>;
  },
): GateReport {
  const plan = planOf(
    [claimWith()],
    choice === undefined ? {} : { choice },
  );
  return gate({
    suite: plan.suites[0]!,
    records: recordsOf(
      plan,
      (cell, seed) => cell === "b" && seed === 1 ? outcome : outcomeWith(),
    ),
    verdict,
    golden: { ...goldenOf(planOf([claimWith()])), ...golden },
    seedsChosen: choice !== undefined,
  });
}

test("the same runs and verdict pass, to the bit", () => {
  assertEquals(reportOn({}), {
    status: "passed",
    summary: "6 runs compared to the bit",
    problems: [],
  });
});

test("one bit of any run fails", () => {
  const { metrics, links } = outcomeWith();
  for (
    const parts of [
      { first: [2.5 + 2 ** -51, 2.25] },
      { metrics: { ...metrics, time: { value: 101, unit: "steps" } } },
      { metrics: { ...metrics, time: { value: NaN, unit: "steps" } } },
      { links: [{ ...links[1]!, chain: "decaf" }] },
      { steps: 99 },
      { status: "not converged" as const },
    ]
  ) {
    const { status, problems } = reportOn({ outcome: outcomeWith(parts) });
    assertEquals(status, "failed");
    assertEquals(problems.length, 1);
    assertStringIncludes(problems[0]!, "b seed 1: ");
  }
});

test("another verdict fails", () => {
  assertEquals(reportOn({ verdict: verdictWith("contradicted") }).problems, [
    'the verdict is "contradicted", recorded is "reproduced"',
  ]);
});

test("nothing to compare with fails, and says what to do", () => {
  const plan = planOf([claimWith()]);
  const { status, problems } = gate({
    suite: plan.suites[0]!,
    records: recordsOf(plan),
    verdict: verdictWith(),
    golden: undefined,
    seedsChosen: false,
  });
  assertEquals(status, "failed");
  assertStringIncludes(problems[0]!, "deno task golden accept");
  assertStringIncludes(problems[0]!, "--no-gate");
});

test("a recorded run that was not done fails", () => {
  const { runs } = goldenOf(planOf([claimWith()]));
  const more = [...runs, { ...runs[0]!, seed: 3 }, { ...runs[0]!, cell: "c" }];
  const { status, problems } = reportOn({ golden: { runs: more } });
  assertEquals(status, "failed");
  assertEquals(problems, [
    "a seed 3: recorded, but not run",
    "c seed 0: recorded, but not run",
  ]);
});

test("a run that is not recorded fails", () => {
  const { runs } = goldenOf(planOf([claimWith()]));
  const golden = { runs: runs.filter(({ seed }) => seed < 2) };
  for (const choice of [{}, { choice: { count: 3 } }]) {
    const { status, problems } = reportOn({ golden, ...choice });
    assertEquals(status, "failed");
    assertEquals(problems, [
      "a seed 2: not recorded, so there is nothing to compare",
      "b seed 2: not recorded, so there is nothing to compare",
    ]);
  }
});

test("seeds beyond the declared are the user's own, and not compared", () => {
  assertEquals(reportOn({ choice: { count: 4 } }), {
    status: "partial",
    summary:
      "6 runs compared to the bit; 6 are recorded, and the verdict on them is not compared",
    problems: [],
  });
  assertEquals(reportOn({ choice: [7, 8] }), {
    status: "partial",
    summary:
      "nothing compared, for none of these seeds is recorded; 6 are recorded, and the verdict on them is not compared",
    problems: [],
  });
});

test("seeds that were not accepted are not compared, if the file says so", () => {
  const whole = goldenOf(planOf([claimWith()]));
  const golden = {
    seeds: [0, 1],
    runs: whole.runs.filter(({ seed }) => seed < 2),
    outcome: "inconclusive",
  } as const;
  assertEquals(reportOn({ golden }), {
    status: "partial",
    summary:
      "4 runs compared to the bit; 4 are recorded, and the verdict on them is not compared",
    problems: [],
  });
  assertEquals(reportOn({ golden, choice: { count: 2 } }).problems, [
    'the verdict is "reproduced", recorded is "inconclusive"',
  ]);
  assertEquals(
    reportOn({ golden: { ...golden, seeds: [0, 1, 2] } }).problems[0],
    "a seed 2: not recorded, so there is nothing to compare",
  );
});

test("fewer seeds than recorded are a part, if the user chose them", () => {
  const report = reportOn({
    choice: [1, 2],
    verdict: verdictWith("inconclusive"),
  });
  assertEquals(report, {
    status: "partial",
    summary:
      "4 runs compared to the bit; 6 are recorded, and the verdict on them is not compared",
    problems: [],
  });
});

test("what the user chose is still compared", () => {
  const outcome = outcomeWith({ steps: 99 });
  assertEquals(reportOn({ outcome, choice: [1] }).status, "failed");
  assertEquals(reportOn({ outcome, choice: [2] }).status, "partial");
});

test("a cell that the user did not choose away is missed", () => {
  const { runs } = goldenOf(planOf([claimWith()]));
  const golden = { runs: [...runs, { ...runs[1]!, cell: "c" }] };
  assertEquals(reportOn({ golden, choice: [1] }).problems, [
    "c seed 1: recorded, but not run",
  ]);
});

test("a tuned cell that chooses something else fails", () => {
  const plan = planOf([claimWith()]);
  const report = (chosen: Record<string, string>, golden: Partial<Golden>) =>
    gate({
      suite: {
        ...plan.suites[0]!,
        chosen: new Map(Object.entries(chosen)),
      },
      records: recordsOf(plan),
      verdict: verdictWith(),
      golden: { ...goldenOf(plan), ...golden },
      seedsChosen: false,
    }).problems;
  assertEquals(report({ b: "x" }, { chosen: { b: "x" } }), []);
  assertEquals(report({ b: "x" }, { chosen: { b: "y" } }), [
    "b: chose x, recorded y",
  ]);
  assertEquals(report({ b: "x" }, {}), ["b: chose x, recorded nothing"]);
  assertEquals(report({}, { chosen: { b: "y" } }), [
    "b: chose nothing, recorded y",
  ]);
});

test("another build of the engine is compared within margins", () => {
  const engine = { ...FINGERPRINT, backend: "0.0.1" };
  const { metrics } = outcomeWith();
  const near = outcomeWith({
    first: [2.5001, 2.25],
    metrics: { ...metrics, accuracy: { value: 80.1, unit: "percent" } },
    steps: 101,
  });
  const { status, summary } = reportOn({ outcome: near, golden: { engine } });
  assertEquals(status, "passed");
  assertStringIncludes(summary, "6 runs compared within margins");
  assertEquals(reportOn({ outcome: near }).status, "failed");

  const far = outcomeWith({ first: [3, 2.25] });
  assertEquals(reportOn({ outcome: far, golden: { engine } }).problems, [
    "b seed 1: number 1 is 3, recorded 2.5",
  ]);
  const verdict = verdictWith("contradicted");
  assertEquals(reportOn({ verdict, golden: { engine } }).status, "failed");
});

test("one seed of another build is compared by its first numbers alone", () => {
  const golden = { engine: { ...FINGERPRINT, backend: "0.0.1" } };
  const { metrics } = outcomeWith();
  const outcome = outcomeWith({
    metrics: { ...metrics, accuracy: { value: 90, unit: "percent" } },
  });
  const { status, summary } = reportOn({ golden, outcome, choice: [1] });
  assertEquals(status, "partial");
  assertStringIncludes(summary, "one seed shows no equivalence");
  assertEquals(reportOn({ golden, outcome, choice: [1, 2] }).status, "failed");
  const far = outcomeWith({ first: [3, 2.25] });
  assertEquals(reportOn({ golden, outcome: far, choice: [1] }).problems, [
    "b seed 1: number 1 is 3, recorded 2.5",
  ]);
});

test("another version of the numerics is compared within margins", () => {
  const golden = { numerics: NUMERICS_VERSION + 1 };
  assertStringIncludes(reportOn({ golden }).summary, "within margins");
});

test("the order of a fingerprint's names does not matter", () => {
  const golden = { engine: { backend: "0.0.0", engine: "wasm" } };
  assertEquals(reportOn({ golden }).summary, "6 runs compared to the bit");
});

test("golden runs are sorted, and numbers that do not exist are null", () => {
  const { study } = claimWith();
  const plan = planOf([claimWith({
    study: {
      ...study,
      cells: () => study.cells("desk").toReversed(),
      seeds: () => [10, 9],
    },
  })]);
  const [first, ...others] = goldenRunsOf(
    plan.suites[0]!,
    recordsOf(plan, () =>
      outcomeWith({
        status: "diverged",
        metrics: { loss: { value: NaN, unit: "nats" } },
        first: [2.5, Infinity],
      })),
  );
  assertEquals(first, {
    cell: "a",
    seed: 9,
    status: "diverged",
    steps: 100,
    chain: "c0ffee",
    metrics: { loss: null },
    first: [2.5, null],
  });
  assertEquals(others.map(({ cell, seed }) => `${cell} ${seed}`), [
    "a 10",
    "b 9",
    "b 10",
  ]);
});

test("measured times are recorded apart and not compared", () => {
  const timed = (value: number) => {
    const { metrics } = outcomeWith();
    return outcomeWith({
      metrics: { ...metrics, step: { value, unit: "ms", volatile: true } },
    });
  };
  const plan = planOf([claimWith()]);
  const [run] = goldenRunsOf(
    plan.suites[0]!,
    recordsOf(plan, () => timed(5)),
  );
  assertEquals(run!.volatile, { step: 5 });
  assertEquals("step" in run!.metrics, false);
  assertEquals(reportOn({ outcome: timed(7) }).status, "passed");
});

test("a computation has no chain", () => {
  const plan = planOf([claimWith()]);
  const records = recordsOf(plan, () => outcomeWith({ links: [] }));
  const [run] = goldenRunsOf(plan.suites[0]!, records);
  assertEquals("chain" in run!, false);
});
