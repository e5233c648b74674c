/**
 * What holds of every suite, whatever the paper.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { SUITES } from "./mod.ts";
import { readPaperTable } from "./paper_table.ts";
import { TIERS } from "./suite.ts";

test("every suite has an id of its own", () => {
  assertEquals(new Set(SUITES.map(({ id }) => id)).size, SUITES.length);
});

for (const claim of SUITES) {
  test(`${claim.id} asks for cells of its study at every tier`, () => {
    for (const tier of TIERS) {
      const known = new Set(claim.study.cells(tier).map(({ id }) => id));
      const asked = claim.cells(tier);
      assertEquals(asked.filter((id) => !known.has(id)), [], tier);
      assertEquals(new Set(asked).size, asked.length);
      assert(asked.length > 0);
    }
  });

  test(`${claim.id} prints numbers of the paper for its own cells`, () => {
    for (const tier of TIERS) {
      const asked = claim.cells(tier);
      for (const { cell } of claim.paperFigures(tier, readPaperTable)) {
        assert(asked.includes(cell), cell);
      }
    }
  });
}

for (const study of new Set(SUITES.map(({ study }) => study))) {
  test(`${study.id}: cells have names of their own, and settings in JSON`, () => {
    for (const tier of TIERS) {
      const cells = study.cells(tier);
      assertEquals(new Set(cells.map(({ id }) => id)).size, cells.length);
      const trained = cells.flatMap((cell) =>
        "tuning" in cell ? cell.tuning.grid : [cell]
      );
      const settings = trained.map(({ settings }) => settings);
      // Several cells may choose among the same trials.
      const byId = new Map(trained.map((cell) => [cell.id, cell.settings]));
      assertEquals(trained.map(({ id }) => byId.get(id)!), settings);
      assertEquals(JSON.parse(JSON.stringify(settings)), settings);
    }
  });

  test(`${study.id}: no seed that chooses is reported`, () => {
    for (const tier of TIERS) {
      const reported = new Set(study.seeds(tier));
      for (const cell of study.cells(tier)) {
        if (!("tuning" in cell)) continue;
        const { seeds } = cell.tuning;
        assertEquals(seeds.filter((seed) => reported.has(seed)), [], cell.id);
      }
    }
  });
}
