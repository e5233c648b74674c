import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import type { Claim } from "../../suites/suite.ts";
import { claimWith, FINGERPRINT } from "../testing.ts";
import { shownInFull, suiteSection } from "./suite_section.ts";
import { claimResults, recordedResult, resultWith } from "./testing.ts";

test("a section has the claim in words, its verdict and a figure", async () => {
  const text = String(await suiteSection(claimResults([resultWith()])));
  for (
    const part of [
      '<section class="suite" id="made-up">',
      "<h3>A claim made up for a test</h3>",
      "It would be contradicted by a above b.",
      "<h4>Desk tier on wasm, 3 seeds</h4>",
      "Runs of this folder.",
      "<strong>The accuracy of each cell.</strong>",
      "Environment, and how to repeat it",
    ]
  ) {
    assertStringIncludes(text, part);
  }
});

test("numbers that the paper states of no cell stand with the claim", async () => {
  const claim = claimWith({
    paperStates: () => ["x beyond: 8 epochs", "y: 2"],
  });
  const text = String(await suiteSection({ ...claimResults([]), claim }));
  assertStringIncludes(text, "The paper states: x beyond: 8 epochs; y: 2.");
});

test("recorded results are called so, with day and reason", async () => {
  const text = String(await suiteSection(claimResults([recordedResult()])));
  assertStringIncludes(
    text,
    "Recorded results of 2026-01-31 (a test), not runs of this folder.",
  );
});

test("a claim without results says what to run", async () => {
  const text = String(await suiteSection(claimResults([])));
  assertStringIncludes(text, "deno task repro made-up");
});

test("missing seeds, unfinished runs and the gate's problems are told", async () => {
  const gate = {
    status: "failed",
    summary: "6 runs compared to the bit",
    problems: Array.from({ length: 22 }, (_, i) => `problem ${i}`),
  } as const;
  const text = String(
    await suiteSection(
      claimResults([resultWith({ seedsAsked: 10, otherCode: 2, gate })], {
        unfinished: [{
          ...{ tier: "paper", engine: FINGERPRINT, finished: 2, planned: 60 },
        }],
      }),
    ),
  );
  for (
    const part of [
      "Of 10 seeds, 3 have finished in every cell. Other code than the present did 2 runs.",
      "Unfinished at the paper tier on wasm: 2 of 60 runs.",
      "Gate: <strong>failed</strong>",
      "<li>problem 19</li><li>and 2 more</li>",
    ]
  ) {
    assertStringIncludes(text, part);
  }
});

test("what keeps from a verdict, or has changed it, is told", async () => {
  const { verdict: _, ...rest } = resultWith();
  const without = await suiteSection(
    claimResults([{ ...rest, problem: "Cannot compare seed 1" }]),
  );
  assertStringIncludes(String(without), "Cannot compare seed 1.");
  assertStringIncludes(String(without), "no verdict (desk)");

  const { recorded, ...now } = recordedResult();
  const before = { ...recorded!, outcome: "inconclusive" } as const;
  const changed = await suiteSection(
    claimResults([{ ...now, recorded: before }]),
  );
  assertStringIncludes(
    String(changed),
    "When this was recorded the outcome was &quot;inconclusive&quot;.",
  );
});

test("a figure that cannot be drawn leaves the rest, and says why", async () => {
  const claim = claimWith({
    figures: () => [() => {
      throw new RangeError('Cannot find series "loss"');
    }],
  });
  const text = String(
    await suiteSection(claimResults([resultWith({}, claim)])),
  );
  assertStringIncludes(
    text,
    "A figure is not drawn: Cannot find series &quot;loss&quot;.",
  );
  assertStringIncludes(text, "Every run: 6 runs");
});

test("figures that recorded numbers cannot give are told once, in plain words", async () => {
  const failing = () => {
    throw new RangeError('Cannot find series "loss"');
  };
  const textOf = async (figures: NonNullable<Claim["figures"]>) =>
    String(
      await suiteSection(claimResults([recordedResult({
        claim: claimWith({ figures }),
      })])),
    );
  const two = await textOf(() => [failing, failing]);
  assertEquals(two.match(/drawn once/g)?.length, 1);
  assertStringIncludes(
    two,
    "2 figures that need more than recorded final numbers, such as the course of training, are drawn once the desk tier has been run here.",
  );
  assert(!two.includes("Cannot find"));
  assertStringIncludes(
    await textOf(() => [failing]),
    "A figure that needs more than recorded final numbers, such as the course of training, is drawn once",
  );
});

test("what tuned cells chose is told", async () => {
  const { suite, ...rest } = resultWith();
  const tuned = { ...suite, chosen: new Map([["b", "b at rate 0.1"]]) };
  const text = String(
    await suiteSection(claimResults([{ ...rest, suite: tuned }])),
  );
  assertStringIncludes(
    text,
    '<tr><th scope="row">b</th><td class="text">b at rate 0.1</td></tr>',
  );
});

test("the largest tier is shown in full, and the folder's own runs", () => {
  const claim = claimWith();
  const desk = recordedResult();
  const smoke = resultWith({ tier: "smoke" });
  assertEquals(shownInFull(claim, [desk, smoke]), [desk, smoke]);
  assertEquals(shownInFull(claim, [smoke, desk]), [smoke]);
  assertEquals(shownInFull(claim, []), []);
  // Mathematics is the same at every tier.
  assertEquals(shownInFull(claimWith({ exact: true }), [desk, smoke]), [smoke]);
});

test("further results are listed", async () => {
  const results = [
    resultWith(),
    recordedResult({ engine: { ...FINGERPRINT, engine: "cpu" } }),
  ];
  const text = String(await suiteSection(claimResults(results)));
  assertStringIncludes(text, '<th scope="row">desk, cpu</th>');
  const single = String(await suiteSection(claimResults([resultWith()])));
  assert(!single.includes("All results"));
});
