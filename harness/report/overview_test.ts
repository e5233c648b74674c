import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { claimWith, FINGERPRINT } from "../testing.ts";
import { overview } from "./overview.ts";
import type { SuiteResult } from "./suite_results.ts";
import { claimResults, EVIL, recordedResult, resultWith } from "./testing.ts";

const CPU = { ...FINGERPRINT, engine: "cpu" };

test("engines that agree share a line, others have their own", () => {
  const agreeing = claimResults([
    resultWith(),
    recordedResult({ engine: CPU }),
  ]);
  const text = String(overview([agreeing]));
  assertStringIncludes(text, "run here on wasm; recorded on cpu; 3 seeds");
  const { verdict } = resultWith();
  const opposite = {
    ...verdict!,
    outcome: "contradicted",
    label: "contradicted (desk)",
  } as const;
  const divided = claimResults([
    resultWith(),
    resultWith({ engine: CPU, verdict: opposite }),
  ]);
  const both = String(overview([divided]));
  assertStringIncludes(both, "reproduced (desk)");
  assertStringIncludes(both, "contradicted (desk)");
});

test("seeds are told of each part where their number differs", () => {
  const withSeeds = (result: SuiteResult, seeds: readonly number[]) => ({
    ...result,
    suite: { ...result.suite, seeds },
  });
  const sourceOf = (results: readonly SuiteResult[]) =>
    String(overview([claimResults(results)])).match(/run here [^<]*/)?.[0];
  const one = withSeeds(resultWith(), [0]);
  assertEquals(
    sourceOf([one, recordedResult({ engine: CPU })]),
    "run here on wasm, 1 seed; recorded on cpu, 3 seeds",
  );
  assertEquals(
    sourceOf([resultWith({ engine: CPU }), one]),
    "run here on cpu, 3 seeds; run here on wasm, 1 seed",
  );
});

test("verdicts are counted at the largest tier of each claim", () => {
  const text = String(overview([
    claimResults([resultWith()]),
    claimResults([resultWith()], { claim: claimWith({ id: "other" }) }),
    claimResults([], { claim: claimWith({ id: "none" }) }),
  ]));
  assertStringIncludes(text, "<strong>2</strong> <span");
  assertStringIncludes(text, "<strong>1</strong> without results");
  assertEquals(text.match(/no results/g)?.length, 2 + 2 + 3);
});

test("each claim links to its section, whatever it is called", () => {
  const claim = claimWith({ id: `x${EVIL}`, title: EVIL, source: EVIL });
  const text = String(overview([claimResults([], { claim })]));
  assertStringIncludes(text, '<a href="#x&quot;&gt;&lt;script&gt;');
  assert(!text.includes("<script"));
});
