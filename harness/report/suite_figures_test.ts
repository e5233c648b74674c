/**
 * The figures of every suite, on results made up for the cells and metrics
 * that it asks for.
 *
 * @module
 */
import { assert, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { SUITES } from "../../suites/mod.ts";
import {
  type Claim,
  type Results,
  type Tier,
  TIERS,
} from "../../suites/suite.ts";
import { readPaperTable } from "../../suites/paper_table.ts";
import { cellsOf } from "../running/plan.ts";
import { figureHtml } from "./figure_html.ts";

/**
 * Positive numbers for every metric and series of the claim's own cells, and of
 * what tuned ones try, the first of which they choose.
 */
function madeUpResults(claim: Claim, tier: Tier): Results {
  const reported = [0, 1, 2];
  const grids = new Map<string, readonly string[]>();
  const seedsOf = new Map<string, readonly number[]>();
  for (const cell of cellsOf(claim, tier)) {
    seedsOf.set(cell.id, reported);
    if (!("tuning" in cell)) continue;
    const { grid, seeds } = cell.tuning;
    grids.set(cell.id, grid.map(({ id }) => id));
    for (const { id } of grid) seedsOf.set(id, seeds);
  }
  const of = <T>(cell: string, value: (seed: number) => T) => {
    const seeds = seedsOf.get(cell);
    assert(seeds, `${claim.id} asks for no cell "${cell}" at ${tier}`);
    return new Map(seeds.map((seed, i) => [seed, value(i)]));
  };
  return {
    tier,
    metric: (cell, name) =>
      of(cell, (seed) => 50 + cell.length + name.length + seed),
    series: (cell) => of(cell, (seed) => [3, 2 + seed / 10, 1]),
    chosen: (cell) => grids.get(cell)![0]!,
    status: (cell) => of(cell, () => "converged" as const),
  };
}

for (const claim of SUITES) {
  for (const tier of TIERS) {
    const figures = claim.figures?.(tier) ?? [];
    if (figures.length === 0) continue;
    test(`${claim.id} has figures at the ${tier} tier`, async () => {
      const results = madeUpResults(claim, tier);
      for (const figureOf of figures) {
        const figure = figureOf(results, readPaperTable);
        const text = String(await figureHtml(figure, { ours: "Ours" }));
        assertStringIncludes(text, '<p>Ours</p><svg role="img"');
        assert(!text.includes("cannot be drawn"), figure.title);
        assert(!text.includes("nothing to draw"), figure.title);
        assert(!text.includes("NaN"), figure.title);
      }
    });
  }
}
