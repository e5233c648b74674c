import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { firstSeeds, withDeskSeeds } from "./seeds.ts";
import type { Study } from "./suite.ts";

test("the first seeds are those from 0", () => {
  assertEquals(firstSeeds(3), [0, 1, 2]);
});

test("other seeds at desk leave the other tiers' and all else", () => {
  const study: Study = {
    ...{ id: "s", paper: "p", title: "t", cells: () => [] },
    seeds: (tier) => firstSeeds(tier === "paper" ? 2 : 1),
  };
  const other = withDeskSeeds(study, [7, 8]);
  assertEquals(
    (["smoke", "desk", "paper"] as const).map((tier) => other.seeds(tier)),
    [[0], [7, 8], [0, 1]],
  );
  assertEquals({ ...other, seeds: study.seeds }, study);
});
