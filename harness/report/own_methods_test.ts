import { assertEquals, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { makePlan } from "../running/plan.ts";
import {
  claimOn,
  FINGERPRINT,
  outcomeWith,
  recordsOf,
  trainingWith,
} from "../testing.ts";
import { ownMethodsHtml } from "./own_methods.ts";
import { resultWith } from "./testing.ts";

const CLAIM = claimOn({ a: trainingWith() });

/** A result beside which a folder has runs of one's own method. */
function resultOf(choice: readonly number[], digests: readonly string[]) {
  const of = { tier: "desk", engine: FINGERPRINT, choice } as const;
  const outcome = (cell: string, seed: number) =>
    outcomeWith({
      metrics: {
        test_accuracy: {
          value: 70 + seed + (cell.startsWith("user") ? 5 + seed / 10 : 0),
          unit: "percent",
        },
      },
    });
  const plans = digests.map((digest) =>
    makePlan([CLAIM], { ...of, method: { name: "mine", digest } })
  );
  const plan = makePlan([CLAIM], of);
  const records = new Map(
    [plan, ...plans].flatMap((plan) => [...recordsOf(plan, outcome)]),
  );
  return resultWith({ suite: plan.suites[0]!, records }, CLAIM);
}

test("each method has its numbers and how it compares", () => {
  const digests = ["b".repeat(64), "a".repeat(64)];
  const [first, second, ...others] = ownMethodsHtml(resultOf([0, 1], digests))
    .map(String);
  assertEquals(others, []);
  for (
    const part of [
      "<h5>Your method aaaaaaaa, which is no part of the verdict</h5>",
      "user: aaaaaaaa, a &gt; a",
      "difference 5.05, 95 % interval",
      '<td class="text">better</td>',
      '<td class="number">75.55',
    ]
  ) {
    assertStringIncludes(first!, part);
  }
  assertStringIncludes(second!, "Your method bbbbbbbb");
});

test("of one seed nothing is compared, and without runs nothing is shown", () => {
  const [text] = ownMethodsHtml(resultOf([0], ["a".repeat(64)])).map(String);
  assertStringIncludes(text!, "a comparison needs at least 2 seeds");
  assertEquals(ownMethodsHtml(resultOf([0, 1], [])), []);
});

test("a record without what is compared is told", () => {
  const result = resultOf([0, 1], ["a".repeat(64)]);
  const bare = new Map(
    [...result.records].map(([run, record]) => [run, {
      ...record,
      outcome: outcomeWith({ metrics: {} }),
    }]),
  );
  const [text] = ownMethodsHtml({ ...result, records: bare }).map(String);
  assertStringIncludes(text!, "Your method aaaaaaaa is not shown: Cannot find");
});
