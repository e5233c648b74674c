import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { makePlan, type SeedChoice, seedsOf } from "./plan.ts";
import { resultsOf } from "../records/results.ts";
import {
  claimWith,
  divergedOutcome,
  FINGERPRINT,
  outcomeWith,
  planOf,
  recordsOf,
  settingsWith,
  tunedClaim,
} from "../testing.ts";

/** The names of a plan's runs, in the order in which they are done. */
function namesOf(plan: ReturnType<typeof planOf>): string[] {
  return plan.runs.map(({ cell, identity }) => `${cell} ${identity.seed}`);
}

test("a plan has every cell with every seed, seed by seed", () => {
  const plan = planOf([claimWith()]);
  assertEquals(namesOf(plan), ["a 0", "b 0", "a 1", "b 1", "a 2", "b 2"]);
  assertEquals(plan.tier, "desk");
  assertEquals(plan.engine, FINGERPRINT);
  const [suite] = plan.suites;
  assertEquals(suite!.seeds, [0, 1, 2]);
  assertEquals(suite!.cells.map(({ id }) => id), ["a", "b"]);
  assertEquals(
    suite!.cells.flatMap(({ runs }) => [...runs.values()]).toSorted(),
    plan.runs.map(({ run }) => run).toSorted(),
  );
});

test("a claim gets only the cells that it asks for", () => {
  const plan = planOf([claimWith({ cells: () => ["b"] })]);
  assertEquals(namesOf(plan), ["b 0", "b 1", "b 2"]);
});

test("runs that several suites share are done once", () => {
  const { study } = claimWith();
  const cells = [{ id: "the same", settings: settingsWith(2) }];
  const plan = planOf([
    claimWith(),
    claimWith({
      id: "sharing",
      study: { ...study, cells: () => cells },
      cells: () => ["the same"],
    }),
  ]);
  assertEquals(plan.runs.length, 6);
  const [first, second] = plan.suites;
  assertEquals(second!.cells[0]!.runs, first!.cells[1]!.runs);
});

test("the user's choice of seeds", () => {
  const { study } = claimWith();
  const seeds = (choice: SeedChoice | undefined, declared = [3, 5]) =>
    seedsOf(claimWith({ study: { ...study, seeds: () => declared } }), {
      tier: "desk",
      choice,
    });
  assertEquals(seeds(undefined), [3, 5]);
  assertEquals(seeds({ count: 1 }), [3]);
  assertEquals(seeds({ count: 2 }), [3, 5]);
  assertEquals(seeds({ count: 4 }), [3, 5, 6, 7]);
  assertEquals(seeds({ count: 4 }, [5, 3]), [5, 3, 6, 7]);
  assertEquals(seeds([0, 9]), [0, 9]);
});

test("an exact claim gets no more seeds than it declares", () => {
  const exact = claimWith({ exact: true });
  const seeds = (choice: SeedChoice) =>
    seedsOf(exact, { tier: "desk", choice });
  assertEquals(seeds({ count: 100 }), [0, 1, 2]);
  assertEquals(seeds({ count: 1 }), [0]);
  assertEquals(seeds([7]), [0, 1, 2]);
});

test("what a tuned cell tries comes with the rest, and itself after that", () => {
  const claims = [tunedClaim()];
  const before = planOf(claims);
  assertEquals(namesOf(before), [
    ...["a 0", "a 1", "a 2"],
    ...["b try 3 7", "b try 4 7", "b try 3 8", "b try 4 8"],
  ]);
  assertEquals(before.suites[0]!.tuned, false);
  assertEquals([...before.suites[0]!.chosen], []);
  for (const better of ["b try 3", "b try 4"]) {
    const records = recordsOf(before, (cell) =>
      outcomeWith({
        metrics: {
          accuracy: { value: cell === better ? 90 : 80, unit: "percent" },
        },
      }));
    const after = makePlan(claims, {
      ...{ tier: "desk", engine: FINGERPRINT, choice: undefined, records },
    });
    const [suite] = after.suites;
    assertEquals(suite!.tuned, true);
    assertEquals([...suite!.chosen], [["b", better]]);
    const tried = suite!.tried.find(({ id }) => id === better)!;
    const b = suite!.cells.find(({ id }) => id === "b")!;
    assertEquals(b.settings, tried.settings);
    assertEquals([...b.runs.keys()], [0, 1, 2]);
    assertEquals(after.runs.length, before.runs.length + 3);
    const results = resultsOf(suite!, {
      tier: "desk",
      records: recordsOf(after),
    });
    assertEquals(results.chosen("b"), better);
    assertEquals([...results.metric("b try 3", "accuracy").keys()], [7, 8]);
    assertThrows(
      () => results.chosen("a"),
      RangeError,
      'Cannot find what cell "a" chose: suite made-up tunes b',
    );
  }
});

test("a tuned cell whose trials all diverged has no settings, but a reason", () => {
  const tried = ["b try 3", "b try 4"];
  const claims = [
    tunedClaim({
      choose: (results) => {
        const bests = tried.map((id) =>
          Math.max(...results.metric(id, "accuracy").values())
        );
        if (bests.some(Number.isFinite)) return tried[0]!;
        throw new RangeError("no trial has a mean");
      },
    }),
    claimWith({ id: "other" }),
  ];
  const before = planOf(claims);
  const planned = (of: Parameters<typeof recordsOf>[1]) =>
    makePlan(claims, {
      ...{ tier: "desk", engine: FINGERPRINT, choice: undefined },
      records: recordsOf(before, of),
    });
  const { suites: [suite, other], runs } = planned((cell) =>
    tried.includes(cell) ? divergedOutcome() : outcomeWith()
  );
  assertEquals([...suite!.untunable], [[
    "b",
    "runs diverged (cell b try 3: seeds 7, 8; cell b try 4: seeds 7, 8): no trial has a mean",
  ]]);
  assertEquals([suite!.tuned, suite!.chosen.size], [true, 0]);
  assertEquals(suite!.cells.map(({ id }) => id), ["a"]);
  assertEquals(other!.cells.length, 2);
  assertEquals(runs, before.runs);
  const { suites: [some] } = planned((cell) =>
    cell === "b try 4" ? divergedOutcome() : outcomeWith()
  );
  assertEquals([...some!.chosen], [["b", "b try 3"]]);
  assertEquals(some!.untunable.size, 0);
});

test("a tuning that fails though no trial diverged is an error", () => {
  const claims = [tunedClaim({
    choose: (results) => {
      results.metric("b try 3", "accuracy");
      throw new RangeError("a slip");
    },
  })];
  const records = recordsOf(planOf(claims));
  assertThrows(
    () =>
      makePlan(claims, {
        ...{ tier: "desk", engine: FINGERPRINT, choice: undefined, records },
      }),
    RangeError,
    "a slip",
  );
});
