import { assertEquals, assertExists } from "@std/assert";
import { test } from "@std/testing/bdd";
import { ENGINE_NAMES, type EngineName } from "../../engines/engine.ts";
import { SUITES } from "../../suites/mod.ts";
import { type Claim, type Tier, TIERS } from "../../suites/suite.ts";
import { differingFirsts, differingResults } from "./golden_difference.ts";
import { GOLDEN_FOLDER, goldenPath, readGolden } from "./golden_file.ts";
import type { Golden } from "./golden_form.ts";

/** Every file in `golden/recorded` with its suite. */
const RECORDED = [...Deno.readDirSync(`${GOLDEN_FOLDER}recorded`)]
  .map(({ name }) => name);

async function goldenOf(
  name: string,
): Promise<{ claim: Claim; golden: Golden }> {
  const [suite, tier, engine] = name.split(".") as [string, Tier, EngineName];
  const claim = SUITES.find(({ id }) => id === suite);
  assertExists(claim, `${name}: there is no such suite`);
  const golden = await readGolden({ suite, tier, engine });
  assertExists(golden);
  return { claim, golden };
}

test("recorded files are named as they are looked for", () => {
  const names = SUITES.flatMap(({ id }) =>
    TIERS.flatMap((tier) =>
      ENGINE_NAMES.map((engine) => goldenPath({ suite: id, tier, engine }))
    )
  );
  assertEquals(
    RECORDED.filter((name) => !names.includes(`recorded/${name}`)),
    [],
  );
});

for (const name of RECORDED) {
  test(`${name} is what it is on another engine build as well`, async () => {
    const { claim, golden: { tier, runs } } = await goldenOf(name);
    const pairs = runs.map((run) => ({ ours: run, recorded: run }));
    assertEquals(differingFirsts(pairs, { claim }), []);
    assertEquals(differingResults(pairs, { claim, tier }), []);
  });

  test(`${name} has every cell that its suite declares, and the seeds that it says`, async () => {
    const { claim, golden: { tier, runs, seeds } } = await goldenOf(name);
    const declared = claim.study.seeds(tier);
    if (seeds !== undefined) {
      assertEquals(tier, "paper");
      assertEquals(seeds.filter((seed) => !declared.includes(seed)), []);
    }
    const expected = claim.cells(tier).flatMap((cell) =>
      (seeds ?? declared).map((seed) => `${cell} seed ${seed}`)
    );
    assertEquals(
      runs.map(({ cell, seed }) => `${cell} seed ${seed}`).toSorted(),
      expected.toSorted(),
    );
  });
}
