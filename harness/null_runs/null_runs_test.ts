import {
  assert,
  assertEquals,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { test } from "@std/testing/bdd";
import { UsageError } from "../../core/usage_error.ts";
import {
  alarmsOf,
  type NullAlarms,
  nullSeeds,
  nullText,
  type NullTrial,
  rateText,
  trialOf,
  withSeeds,
} from "./null_runs.ts";
import {
  claimWith,
  divergedOutcome,
  goldenOf,
  judgeLossOfB,
  outcomeWith,
  planOf,
  recordsOf,
  tunedClaim,
} from "../testing.ts";

const CLAIM = claimWith();
const RECORDED: NullTrial = {
  runs: goldenOf(planOf([CLAIM])).runs,
  outcome: "reproduced",
};

function alarms(ours: Partial<NullTrial>, sameSeeds = true): NullAlarms {
  return alarmsOf(
    { ours: { ...RECORDED, ...ours }, recorded: RECORDED },
    { claim: CLAIM, tier: "desk", sameSeeds },
  );
}

test("sets are as large as what is declared, and follow on it", () => {
  assertEquals(nullSeeds(CLAIM, { tier: "desk", sets: 2 }), [
    [3, 4, 5],
    [6, 7, 8],
  ]);
  const { study } = CLAIM;
  const odd = claimWith({ study: { ...study, seeds: () => [7, 2] } });
  assertEquals(nullSeeds(odd, { tier: "desk", sets: 2 }), [[8, 9], [10, 11]]);
});

test("seeds that settings were tuned with are in no set", () => {
  assertEquals(nullSeeds(tunedClaim(), { tier: "desk", sets: 2 }), [
    [3, 4, 5],
    // Without 7 and 8.
    [6, 9, 10],
  ]);
});

test("a trial of diverged runs that cannot be judged is inconclusive", () => {
  const plan = planOf([claimWith({ judge: judgeLossOfB })]);
  const records = recordsOf(plan, divergedOutcome);
  const { outcome, runs } = trialOf(plan.suites[0]!, {
    ...{ seeds: [0, 1], tier: "desk", records },
  });
  assertEquals([outcome, runs.length], ["inconclusive", 4]);
});

test("a trial has the runs and the verdict of its seeds alone", () => {
  const claim = claimWith({
    judge: (results) => ({
      outcome: [...results.metric("a", "time").keys()].includes(5)
        ? "contradicted"
        : "inconclusive",
      findings: [],
    }),
  });
  const plan = planOf([claim], { choice: [3, 4, 5, 6] });
  const trial = (seeds: readonly number[]) =>
    trialOf(plan.suites[0]!, {
      ...{ seeds, tier: "desk", records: recordsOf(plan) },
    });
  assertEquals(trial([3, 4]).outcome, "inconclusive");
  assertEquals(trial([5, 6]).outcome, "contradicted");
  assertEquals(
    trial([5, 6]).runs.map(({ cell, seed }) => `${cell} ${seed}`),
    ["a 5", "a 6", "b 5", "b 6"],
  );
});

test("recorded runs are given other seeds in order", () => {
  assertEquals(
    withSeeds(RECORDED.runs, [9, 7, 8]).map(({ seed }) => seed),
    [9, 7, 8, 9, 7, 8],
  );
});

test("the same runs raise no alarm", () => {
  assertEquals(alarms({}), { firsts: [], results: [], verdict: [] });
  assertEquals(alarms({}, false), { results: [], verdict: [] });
});

test("each question has its own alarm", () => {
  const runs = (parts: Partial<NullTrial["runs"][number]>) => ({
    runs: RECORDED.runs.map((run) => ({ ...run, ...parts })),
  });
  const first = runs({ first: [3, 2.25] });
  assertEquals(alarms(first).firsts!.length, 6);
  assertEquals(alarms(first).results, []);
  assertEquals("firsts" in alarms(first, false), false);
  const better = runs({ metrics: { accuracy: 90, time: 100 } });
  assertEquals(alarms(better).results.length, 2);
  assertEquals(alarms(better).verdict, []);
  assertEquals(alarms({ outcome: "inconclusive" }).verdict, [
    'the verdict is "inconclusive", recorded is "reproduced"',
  ]);
});

test("a run that none is recorded for is refused", () => {
  const more = { ...RECORDED.runs[0]!, seed: 7 };
  assertThrows(
    () => alarms({ runs: [...RECORDED.runs, more] }),
    UsageError,
    "other cells or fewer seeds",
  );
});

test("rates have exact intervals", () => {
  // 1 - 0.025^(1/10) = 0.308
  assertEquals(rateText({ alarms: 0, of: 10 }), "0 of 10\n0–31 %");
  assertEquals(rateText({ alarms: 10, of: 10 }), "10 of 10\n69–100 %");
});

test("a row has a rate for each question that was asked, and for any", () => {
  const none = { results: [], verdict: [] };
  const text = nullText([
    {
      suite: "one",
      compared: "other seeds",
      alarms: [none, { ...none, results: ["x"] }, { ...none, verdict: ["y"] }],
    },
    {
      suite: "two",
      compared: "a with b",
      alarms: [{ ...none, firsts: [] }, { ...none, firsts: ["z"] }],
    },
  ]);
  const rows = text.replaceAll(/ +/g, " ").split("\n");
  assertStringIncludes(
    rows.find((row) => row.includes("one"))!,
    "│ other seeds │ │ 1 of 3 │ 1 of 3 │ 2 of 3 │",
  );
  assertStringIncludes(
    rows.find((row) => row.includes("two"))!,
    "│ a with b │ 1 of 2 │ 0 of 2 │ 0 of 2 │ 1 of 2 │",
  );
  assert(text.split("\n").every((line) => line.length <= 100));
});

test("an outcome of a run that differs shows in its alarm", () => {
  const plan = planOf([CLAIM]);
  const records = recordsOf(plan, () => outcomeWith({ status: "diverged" }));
  const ours = trialOf(plan.suites[0]!, {
    ...{ seeds: [0, 1, 2], tier: "desk", records },
  });
  assertEquals(
    alarms({ runs: ours.runs }).results[0],
    "a seed 0: status is diverged, recorded converged",
  );
});
