import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { atLeast } from "../../suites/predicates.ts";
import type { Finding } from "../../suites/suite.ts";
import { claimWith } from "../testing.ts";
import { findingsTable } from "./findings_table.ts";
import { CHECKED, COMPARED, EVIL, resultWith } from "./testing.ts";

function textOf(findings: readonly Finding[], claim = claimWith()): string {
  const verdict = { ...resultWith().verdict!, findings };
  return findingsTable(claim, verdict).join("");
}

test("a comparison has its numbers, its drawing and its outcome", () => {
  const text = textOf([COMPARED]);
  assertStringIncludes(text, '<th scope="row">b &gt; a</th>');
  assertStringIncludes(text, '<td class="number">2</td>');
  assertStringIncludes(text, "0.3141\u00A0to 3.686");
  assertStringIncludes(text, '<svg aria-hidden="true"');
  assertStringIncludes(text, "</span> reproduced</span>");
});

test("what is reported besides is told from the verdict", () => {
  assertStringIncludes(
    textOf([{ ...COMPARED, informative: true }]),
    "(not part of the verdict)",
  );
});

test("an open comparison says how many seeds would decide it", () => {
  const evidence = { ...COMPARED.evidence, seedsToDecide: 17 };
  assertStringIncludes(
    textOf([{ ...COMPARED, outcome: "inconclusive", evidence }]),
    "17 such seeds would decide",
  );
  const statement = "octaves, paired by budget: b > a";
  assertStringIncludes(
    textOf([{ ...COMPARED, statement, outcome: "inconclusive", evidence }]),
    "17 such budgets would decide",
  );
});

test("at the smoke tier nothing is called reproduced", () => {
  const verdict = {
    ...resultWith().verdict!,
    tier: "smoke",
    findings: [COMPARED],
  } as const;
  const text = findingsTable(claimWith(), verdict).join("");
  assertStringIncludes(text, "as claimed");
  assert(!text.includes("reproduced"));
});

test("identities are folded away unless one fails", () => {
  const exact = claimWith({ exact: true });
  const text = textOf([CHECKED, CHECKED], exact);
  assertStringIncludes(
    text,
    "<details><summary>2 of 2 identities hold</summary>",
  );
  const failing = {
    ...CHECKED,
    outcome: "contradicted",
    evidence: { value: 3, expected: 2, error: 1, bound: 0.5, holds: false },
  } as const;
  const open = textOf([CHECKED, failing], exact);
  assertStringIncludes(
    open,
    "<details open><summary>1 of 2 identities hold</summary>",
  );
  assertStringIncludes(open, "</span> fails</span>");
});

/** A number with a limit, which an exact claim counts as an identity. */
const LIMITED: Finding = {
  ...{ statement: "it suffices", outcome: "reproduced" },
  evidence: atLeast(2, 1),
};

test("all findings of an exact claim are identities, none of another", () => {
  const findings = [CHECKED, LIMITED];
  const exact = textOf(findings, claimWith({ exact: true }));
  assert(exact.startsWith("<details><summary>2 of 2 identities hold<"));
  assert(exact.trimEnd().endsWith("</details>"));
  assertStringIncludes(exact, "2, at least 1");
  assertStringIncludes(textOf(findings), "1 of 1 identities hold");
  const failing = { ...LIMITED, outcome: "contradicted" } as const;
  assertStringIncludes(
    textOf([CHECKED, failing], claimWith({ exact: true })),
    "<details open><summary>1 of 2 identities hold<",
  );
});

test("at the smoke tier what is exact is as sure as elsewhere", () => {
  const verdict = {
    ...resultWith().verdict!,
    tier: "smoke",
    findings: [LIMITED],
  } as const;
  const text = (exact: boolean) =>
    findingsTable(claimWith({ exact }), verdict).join("");
  assertStringIncludes(text(false), '"badge good faint"');
  assertStringIncludes(text(true), '"badge good"');
});

test("numbers without an end or place are drawn or left out, never wrong", () => {
  const { evidence } = COMPARED;
  for (
    const numbers of [
      { lower: NaN },
      { upper: Infinity },
      { meanDifference: 1e308, lower: -1e308, upper: 1.7e308 },
      { meanDifference: 0, lower: 0, upper: 0 },
    ]
  ) {
    const text = textOf([{
      ...COMPARED,
      evidence: { ...evidence, ...numbers },
    }]);
    assertEquals(text.match(/="[^"]*(NaN|Infinity)/g), null);
  }
  const lost = { value: NaN, expected: 1, error: NaN, bound: 0, holds: false };
  const text = textOf([{
    ...CHECKED,
    outcome: "contradicted",
    evidence: lost,
  }]);
  assertEquals(text.match(/="[^"]*(NaN|Infinity)/g), null);
});

test("statements stay text", () => {
  assert(!textOf([{ ...COMPARED, statement: EVIL }]).includes("<script"));
});

test("numbers beside comparisons are what else was found", () => {
  const alone = textOf([LIMITED]);
  assertStringIncludes(alone, "What the predicates found<");
  assertStringIncludes(alone, "2, at least 1");
  assertStringIncludes(
    textOf([COMPARED, LIMITED]),
    "What else the predicates found<",
  );
});
