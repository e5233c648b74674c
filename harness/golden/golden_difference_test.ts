import { assertEquals, assertMatch } from "@std/assert";
import { test } from "@std/testing/bdd";
import type { Claim } from "../../suites/suite.ts";
import {
  differingBits,
  differingFindings,
  differingFirsts,
  differingResults,
  FIRST_TOLERANCE,
  type GoldenPair,
} from "./golden_difference.ts";
import type { GoldenFinding, GoldenRun } from "./golden_form.ts";
import { claimWith } from "../testing.ts";

const RUN: GoldenRun = {
  cell: "a",
  seed: 4,
  status: "converged",
  steps: 100,
  chain: "c0ffee",
  metrics: { accuracy: 80, loss: null },
  first: [2.5, null, 0.1],
  series: "f00d",
};

/** A pair of which ours has `parts` and the recorded one has not. */
function pairWith(parts: Partial<GoldenRun>): GoldenPair {
  return { ours: { ...RUN, ...parts }, recorded: RUN };
}

function accuracy(value: number | null): Partial<GoldenRun> {
  return { metrics: { accuracy: value, loss: null } };
}

/** Pairs for seeds 0, 1, … with these accuracies, all recorded as 80. */
function pairsWith(values: readonly (number | null)[]): GoldenPair[] {
  return values.map((value, seed) => ({
    ours: { ...RUN, ...accuracy(value), seed },
    recorded: { ...RUN, seed },
  }));
}

function resultsOf(claim: Claim, pairs: readonly GoldenPair[]): string[] {
  return differingResults(pairs, { claim, tier: "desk" });
}

test("equal runs have no differing bits", () => {
  assertEquals(differingBits([pairWith({}), pairWith({})]), []);
});

test("one bit anywhere is named", () => {
  const oneBit = 0.1 + 2 ** -56;
  for (
    const [parts, said] of [
      [{ first: [2.5, null, oneBit] }, `number 3 is ${oneBit}, recorded 0.1`],
      [{ first: [2.5, 0, 0.1] }, "number 2 is 0, recorded null"],
      [{ first: [2.5, null] }, "number 3 is undefined, recorded 0.1"],
      [
        { first: [...RUN.first, 1] },
        "number 4 is 1, recorded undefined",
      ],
      [accuracy(80 + 2 ** -46), "accuracy is 80.00000000000001, recorded 80"],
      [accuracy(null), "accuracy is null, recorded 80"],
      [
        { metrics: { accuracy: 80 } },
        "loss is undefined, recorded null",
      ],
      [
        { metrics: { ...RUN.metrics, new: 1 } },
        "new is 1, recorded undefined",
      ],
      [{ chain: "decaf" }, "other parameters at the end"],
      [{ steps: 101 }, "steps is 101, recorded 100"],
      [
        { status: "not converged" },
        "status is not converged, recorded converged",
      ],
      [{ series: "feed" }, "other measurements along the way"],
    ] as const
  ) {
    assertEquals(differingBits([pairWith(parts)]), [`a seed 4: ${said}`]);
  }
});

test("what older files have no hash of is not compared", () => {
  const { series: _, ...recorded } = RUN;
  assertEquals(differingBits([{ ours: RUN, recorded }]), []);
});

test("one line has all that differs in a run", () => {
  assertEquals(
    differingBits([pairWith({ first: [2.4], steps: 9, chain: "decaf" })]),
    [
      "a seed 4: number 1 is 2.4, recorded 2.5; steps is 9, recorded 100; other parameters at the end",
    ],
  );
});

test("elsewhere the first numbers may differ by rounding", () => {
  const firstsOf = (pairs: readonly GoldenPair[]) =>
    differingFirsts(pairs, { claim: claimWith() });
  const first = (factor: number) =>
    firstsOf([pairWith({ first: [2.5 * factor, null, 0.1] })]);
  assertEquals(first(1 + FIRST_TOLERANCE / 2), []);
  assertEquals(first(1 + 2 * FIRST_TOLERANCE).length, 1);
  assertEquals(first(NaN).length, 1);
  assertEquals(
    firstsOf([pairWith({ first: [2.5, 0, 0.1] })]),
    ["a seed 4: number 2 is 0, recorded null"],
  );
  assertEquals(
    firstsOf([pairWith({ first: [2.5] })]),
    ["a seed 4: number 2 is undefined, recorded null"],
  );
});

test("elsewhere the other bits do not count", () => {
  const parts = { chain: "decaf", steps: 101, ...accuracy(80.1) };
  const pairs = [0, 1].map((seed): GoldenPair => ({
    ours: { ...RUN, ...parts, seed },
    recorded: { ...RUN, seed },
  }));
  assertEquals(resultsOf(claimWith(), pairs), []);
});

test("metrics are equivalent within an absolute margin", () => {
  const claim = claimWith({ margins: () => ({ accuracy: { absolute: 1 } }) });
  assertEquals(resultsOf(claim, pairsWith([80.1, 79.9, 80.2])), []);
  assertEquals(resultsOf(claim, pairsWith([82, 82, 82])), [
    "a: accuracy is not shown to be equivalent to the recorded one: the mean difference is between 2.00 and 2.00, allowed ±1",
  ]);
  // Equal means, but too noisy to say so: sd 4, so n = 139 after SciPy.
  const [noisy] = resultsOf(claim, pairsWith([76, 84, 80]));
  assertMatch(noisy!, /and 6\.74, allowed ±1; 139 such seeds would decide$/);
});

test("a margin of 0 asks for the same number", () => {
  const claim = claimWith({ margins: () => ({ accuracy: { absolute: 0 } }) });
  assertEquals(resultsOf(claim, pairsWith([80, 80])), []);
  assertEquals(resultsOf(claim, pairsWith([80, 81])), [
    "a seed 1: accuracy is 81, recorded 80",
  ]);
});

test("in whole it is also compared what a finding decides", () => {
  const recorded = {
    statement: "x > y",
    numbers: "1",
    outcome: "reproduced",
  } as const;
  const linesOf = (parts: Partial<GoldenFinding>, inWhole = true) =>
    differingFindings([{ ...recorded, ...parts }], {
      ...{ findings: [recorded], runs: [RUN] },
    }, { inWhole });
  assertEquals(linesOf({}), []);
  assertEquals(linesOf({ numbers: "2", outcome: "inconclusive" }), [
    "x > y: 2, inconclusive; recorded: 1, reproduced",
  ]);
  assertEquals(linesOf({ informative: true }), [
    "x > y: no part of the verdict; recorded: part of the verdict",
  ]);
  assertEquals(linesOf({ informative: true }, false), []);
});

test("a finding's numbers are compared, with times measured nothing", () => {
  const finding = (statement: string, numbers: string) =>
    ({ statement, numbers, outcome: "reproduced" }) as const;
  const ours = [
    finding("x > y", "1"),
    finding("x > y", "2"),
    finding("z", "3"),
  ];
  const findings = [finding("x > y", "1"), finding("x > y", "5")];
  assertEquals(differingFindings(ours, { findings: ours, runs: [RUN] }), []);
  assertEquals(differingFindings(ours, { runs: [RUN] }), []);
  assertEquals(differingFindings(ours, { findings, runs: [RUN] }), [
    "x > y: 2; recorded: 5",
  ]);
  const timed = { ...RUN, volatile: { step: 5 } };
  assertEquals(differingFindings(ours, { findings, runs: [timed] }), []);
});

test("metrics are equivalent within a relative margin", () => {
  const claim = claimWith({ margins: () => ({ accuracy: { relative: 0.1 } }) });
  assertEquals(resultsOf(claim, pairsWith([84, 84, 84])), []);
  const [line] = resultsOf(claim, pairsWith([90, 90, 90]));
  assertMatch(
    line!,
    /between 12\.5 % and 12\.5 %, allowed -9\.09 % to \+10 %$/,
  );
  // 1/1.1 is -9.09 %.
  const [below] = resultsOf(claim, pairsWith([72.4, 72.4, 72.4]));
  assertMatch(below!, /between -9\.50 % and -9\.50 %, allowed -9\.09 % to /);
});

test("every cell is compared by itself", () => {
  const claim = claimWith();
  const high = pairsWith([82, 82]);
  const low = pairsWith([78, 78]).map(({ ours, recorded }) => ({
    ours: { ...ours, cell: "b" },
    recorded: { ...recorded, cell: "b" },
  }));
  assertEquals(resultsOf(claim, [...high, ...low]).length, 2);
});

test("a number that exists on one side only is a difference", () => {
  const claim = claimWith();
  assertEquals(resultsOf(claim, pairsWith([80, 80, null])), [
    "a seed 2: accuracy is null, recorded 80",
  ]);
  const neither = pairsWith([null, null]).map(({ ours }) => ({
    ours,
    recorded: ours,
  }));
  assertEquals(resultsOf(claim, neither), []);
});

test("one seed shows no equivalence, however near", () => {
  assertEquals(resultsOf(claimWith(), pairsWith([80])), [
    "a: accuracy is not shown to be equivalent to the recorded one: only seed 0 has a value, and one difference has no spread",
  ]);
});

test("a ratio of what is not positive is not shown", () => {
  const claim = claimWith({ margins: () => ({ accuracy: { relative: 0.1 } }) });
  for (const value of [0, -1]) {
    const [line] = resultsOf(claim, pairsWith([80, value]));
    assertMatch(line!, /a ratio needs positive numbers$/);
  }
});

test("an exact claim is compared number by number", () => {
  const exact = (margins: Parameters<typeof claimWith>[0]) =>
    claimWith({ exact: true, ...margins });
  const absolute = exact({ margins: () => ({ accuracy: { absolute: 0.5 } }) });
  assertEquals(resultsOf(absolute, pairsWith([80.5])), []);
  assertEquals(resultsOf(absolute, pairsWith([80.6])), [
    "a seed 0: accuracy is 80.6, recorded 80",
  ]);
  const relative = exact({ margins: () => ({ accuracy: { relative: 0.01 } }) });
  assertEquals(resultsOf(relative, pairsWith([80.7, 79.3])), []);
  assertEquals(resultsOf(relative, pairsWith([80, 80.9])).length, 1);
});
