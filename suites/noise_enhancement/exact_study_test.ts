import { assert, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { TIERS } from "../suite.ts";
import { CUMULANTS, exactStudy, POPULATIONS } from "./exact_study.ts";

for (const tier of TIERS) {
  test(`${tier}: settings differ from smoke in the sampled draws only`, () => {
    const withoutDraws = (of: typeof tier) =>
      exactStudy.cells(of).map(({ id, settings }) => ({
        id,
        settings: { ...settings, draws: null },
      }));
    assertEquals(withoutDraws(tier), withoutDraws("smoke"));
  });

  test(`${tier}: cells are unique and their settings are JSON`, () => {
    const cells = exactStudy.cells(tier);
    assertEquals(new Set(cells.map(({ id }) => id)).size, cells.length);
    assertEquals(JSON.parse(JSON.stringify(cells)), cells);
  });
}

test("every effective batch size that is compared with is a whole number", () => {
  const sizes = [
    ...POPULATIONS.flatMap(({ plainBatchSizes }) => plainBatchSizes),
    ...CUMULANTS.conditions.map(({ plainBatchSize }) => plainBatchSize),
  ];
  assert(sizes.every((size) => Number.isInteger(size) && size >= 1));
});
