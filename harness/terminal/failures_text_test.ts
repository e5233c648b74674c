import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { makePlan } from "../running/plan.ts";
import { claimOn, FINGERPRINT, trainingWith, verdictWith } from "../testing.ts";
import { failuresText } from "./failures_text.ts";

const CLAIM = claimOn({ a: trainingWith(), b: trainingWith({ maxEpochs: 2 }) });
const PLAN = makePlan([CLAIM], {
  ...{ tier: "desk", engine: FINGERPRINT, choice: [0] },
  method: { name: "mine", digest: "d" },
});
const METHOD = { files: ["/mine.ts"] } as const;
const REPORTS = [{ claim: CLAIM, cells: [], verdict: verdictWith() }];

function failuresOf(...cells: readonly string[]) {
  return PLAN.runs.filter(({ cell }) => cells.includes(cell));
}

test("without all runs of a claim there is no verdict on it", () => {
  const failures = failuresOf("a", "user: mine, a");
  for (const method of [undefined, METHOD]) {
    assertEquals(
      failuresText({ plan: PLAN, failures, reports: [] }, { method }),
      "2 of 4 runs failed, so there is no verdict on made-up; run the same command again to retry",
    );
  }
});

test("a method of one's own that fails is the user's to mend", () => {
  const textOf = (...cells: readonly string[]) =>
    failuresText(
      { plan: PLAN, failures: failuresOf(...cells), reports: REPORTS },
      { method: METHOD },
    );
  assertEquals(
    textOf("user: mine, a", "user: mine, b"),
    "2 of 4 runs failed, so your method is not compared in made-up; mend /mine.ts and run again",
  );
  assertEquals(
    textOf("user: mine, b"),
    "1 of 4 runs failed, so your method is not compared in 1 of 2 cells of made-up; mend /mine.ts and run again",
  );
});
