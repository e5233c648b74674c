import { assert, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { SUITES } from "../../suites/mod.ts";
import { TIERS } from "../../suites/suite.ts";
import { cellsOf } from "../running/plan.ts";
import { showText } from "./show.ts";
import { claimOn, claimWith, trainingWith } from "../testing.ts";

const results = "/nowhere";

test("every suite at every tier, within 100 columns", async () => {
  for (const claim of SUITES) {
    for (const tier of TIERS) {
      const text = await showText(claim, { tier, results });
      for (const line of text.split("\n")) assert(line.length <= 100, line);
      const words = text.replaceAll(/\s+/g, " ");
      for (
        const said of [claim.statement, claim.contradictedBy, claim.source]
      ) {
        assertStringIncludes(words, said);
      }
      for (const { id } of cellsOf(claim, tier)) {
        assertStringIncludes(text, `│ ${id} `);
      }
    }
  }
});

test("what cells share is said once, and what the paper found beside ours", async () => {
  const claim = claimOn({
    small: trainingWith({ batchSize: 10 }),
    large: trainingWith({ batchSize: 20 }),
  }, {
    margins: () => ({ loss: { absolute: 0.5 }, steps: { relative: 0.07 } }),
    paperFigures: () => [
      { cell: "large", paperCell: "B=5000", metric: "loss", value: 90, sd: 2 },
      { cell: "elsewhere", paperCell: "B=1", metric: "loss", value: 1 },
    ],
  });
  const text = await showText(claim, { tier: "desk", results });
  const words = text.replaceAll(/[│\s]+/g, " ");
  assertStringIncludes(words, "2 seeds, 0 to 1");
  assertStringIncludes(words, "loss within 0.5, steps within -6.54 % to +7 %");
  const exact = await showText({ ...claim, exact: true }, {
    ...{ tier: "desk", results },
  });
  assertStringIncludes(exact.replaceAll(/\s+/g, " "), "steps within 7 %");
  assertStringIncludes(words, "every run: kind classification, ");
  assertStringIncludes(words, " small batch size 10 ");
  assertStringIncludes(words, " large batch size 20 90 ± 2 loss (B=5000) ");
  assert(!words.includes("B=1)"));
});

test("numbers that the paper states of no cell stand with the claim", async () => {
  const claim = claimWith({ paperStates: () => ["x beyond: 8 epochs"] });
  const text = await showText(claim, { tier: "desk", results });
  assertStringIncludes(text, "stated in the paper\n    x beyond: 8 epochs\n");
});

test("of a tuned cell all that is tried", async () => {
  const grid = [1, 2].map((width) => ({
    id: `width ${width}`,
    settings: trainingWith({ model: { network: "f1", width } }),
  }));
  const { study } = claimWith();
  const tuning = { grid, seeds: [7, 9], choose: () => "width 1" };
  const claim = claimWith({
    study: { ...study, cells: () => [{ id: "best", tuning }] },
    cells: () => ["best"],
  });
  const text = await showText(claim, { tier: "desk", results });
  const words = text.replaceAll(/[│\s]+/g, " ");
  assertStringIncludes(words, "model width 1 or 2");
  assertStringIncludes(words, "tuned with 2 seeds: 7, 9");
  // Two of the grid with two seeds, then what is chosen with three.
  assertStringIncludes(words, " desk 7 unknown ");
});

test("a suite without figures of the paper has no column for them", async () => {
  const text = await showText(claimWith(), { tier: "desk", results });
  assert(!text.includes("in the paper"));
  assertStringIncludes(text, "nothing");
});
