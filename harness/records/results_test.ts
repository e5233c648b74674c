import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import type { RunOutcome } from "../../suites/suite.ts";
import { NotRecorded, resultsOf } from "./results.ts";
import {
  claimWith,
  divergedOutcome,
  outcomeWith,
  planOf,
  recordsOf,
} from "../testing.ts";

const plan = planOf([claimWith()]);
const records = recordsOf(
  plan,
  (cell, seed) =>
    outcomeWith({
      status: seed === 1 ? "diverged" : "converged",
      metrics: {
        accuracy: { value: cell === "a" ? seed : 10 + seed, unit: "percent" },
      },
    }),
);
const results = resultsOf(plan.suites[0]!, { tier: "desk", records });

test("a claim reads metrics and endings by cell and seed", () => {
  assertEquals(results.tier, "desk");
  assertEquals(
    results.metric("b", "accuracy"),
    new Map([[0, 10], [1, 11], [2, 12]]),
  );
  assertEquals(
    results.status("a"),
    new Map([[0, "converged"], [1, "diverged"], [2, "converged"]] as const),
  );
});

test("a cell or metric that is not there is an error that names the others", () => {
  assertThrows(
    () => results.metric("c", "accuracy"),
    NotRecorded,
    'Cannot find cell "c": suite made-up asked for a, b',
  );
  assertThrows(
    () => results.metric("a", "loss"),
    NotRecorded,
    'Cannot find metric "loss" of cell "a": there are accuracy',
  );
  const bare = recordsOf(plan, () => outcomeWith({ series: {} }));
  assertThrows(
    () =>
      resultsOf(plan.suites[0]!, { tier: "desk", records: bare })
        .series("a", "loss"),
    RangeError,
    'Cannot find series "loss" of cell "a": there are none',
  );
});

test("what only diverged runs lack is not missing, and may be no values", () => {
  const series = (whole: Partial<RunOutcome>) =>
    resultsOf(plan.suites[0]!, {
      tier: "desk",
      records: recordsOf(plan, (_, seed) =>
        seed === 0 ? divergedOutcome() : outcomeWith(whole)),
    }).series;
  const along = [2, 1, 0.5];
  assertEquals(
    series({})("a", "loss", { partly: true }),
    new Map([[0, []], [1, along], [2, along]]),
  );
  const error = assertThrows(() => series({})("a", "loss"), RangeError);
  assertEquals(error instanceof NotRecorded, false);
  const { series: brokenOff } = resultsOf(plan.suites[0]!, {
    tier: "desk",
    records: recordsOf(
      plan,
      (_, seed) =>
        seed === 0
          ? { ...divergedOutcome(), series: { loss: [2] } }
          : outcomeWith(),
    ),
  });
  assertThrows(
    () => brokenOff("a", "loss"),
    RangeError,
    'Cannot find series "loss" of cell "a": it breaks off',
  );
  assertEquals(brokenOff("a", "loss", { partly: true }).get(0), [2]);
  assertThrows(
    () => series({ series: {} })("a", "loss", { partly: true }),
    NotRecorded,
  );
});

test("a run without a record is an error", () => {
  const none = resultsOf(plan.suites[0]!, { tier: "desk", records: new Map() });
  assertThrows(() => none.status("a"), RangeError, "has no record");
});
