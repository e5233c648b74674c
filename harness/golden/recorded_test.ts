import { assertEquals, assertExists } from "@std/assert";
import { test } from "@std/testing/bdd";
import { ENGINE_NAMES, type EngineName } from "../../engines/engine.ts";
import { SUITES } from "../../suites/mod.ts";
import { type Claim, type Tier, TIERS } from "../../suites/suite.ts";
import {
  type Golden,
  GOLDEN_FOLDER,
  goldenPath,
  readGolden,
} from "./golden_file.ts";

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
  test(`${name} has every cell and seed that its suite declares`, async () => {
    const { claim, golden: { tier, runs } } = await goldenOf(name);
    const declared = claim.cells(tier).flatMap((cell) =>
      claim.study.seeds(tier).map((seed) => `${cell} seed ${seed}`)
    );
    assertEquals(
      runs.map(({ cell, seed }) => `${cell} seed ${seed}`).toSorted(),
      declared.toSorted(),
    );
  });
}
