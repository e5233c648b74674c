import { assertEquals, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { NUMERICS_VERSION } from "../../core/numerics_version.ts";
import { atMost } from "../../suites/predicates.ts";
import { reportOn } from "./testing_gate.ts";
import { gate, goldenFindingsOf, goldenRunsOf } from "./gate.ts";
import type { Golden } from "./golden_form.ts";
import {
  claimWith,
  FINGERPRINT,
  goldenOf,
  outcomeWith,
  planOf,
  recordsOf,
  verdictWith,
} from "../testing.ts";

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
      { series: { loss: [2, 1, 0.5 + 2 ** -53] } },
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

test("findings with other numbers fail where bits are compared", () => {
  const verdict = verdictWith();
  const finding = {
    statement: "a spectrum",
    evidence: atMost(0.5, 1),
    outcome: "reproduced",
  } as const;
  const [recorded] = goldenFindingsOf({ findings: [finding] });
  const { engine } = goldenOf(planOf([claimWith()]));
  const problemsWith = (numbers: string, backend = engine.backend!) =>
    reportOn({
      verdict: { ...verdict, findings: [finding] },
      golden: {
        findings: [{ ...recorded!, numbers }],
        engine: { ...engine, backend },
      },
    }).problems;
  assertEquals(problemsWith(recorded!.numbers), []);
  assertEquals(problemsWith("0.4"), [
    `a spectrum: ${recorded!.numbers}; recorded: 0.4`,
  ]);
  assertEquals(problemsWith("0.4", "another"), []);
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

test("a tuned cell that cannot choose fails once, with the reason", () => {
  const plan = planOf([claimWith()]);
  const [whole] = plan.suites;
  const suite = {
    ...whole!,
    cells: whole!.cells.filter(({ id }) => id !== "b"),
    untunable: new Map([["b", "runs diverged"]]),
  };
  const failed = (golden: Golden | undefined) =>
    gate({
      ...{ suite, golden, verdict: verdictWith(), seedsChosen: false },
      records: recordsOf(plan),
    }).problems;
  const why = "cell b cannot be tuned, for runs diverged";
  assertEquals(failed({ ...goldenOf(plan), chosen: { b: "b 3" } }), [why]);
  assertEquals(failed(undefined), [
    `no results are recorded for this suite, tier and engine, nor can be, for ${why}: compare nothing with --no-gate`,
  ]);
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
        series: { loss: [2, 1, NaN] },
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
    // sha256sum of {"loss":[2,1,null]}
    series: "fa0189a58201eca7",
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
