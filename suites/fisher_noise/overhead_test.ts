import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { resultsWith } from "../testing.ts";
import { overhead } from "./overhead.ts";
import { overheadStudy } from "./overhead_study.ts";

test("times below the limit in every network, above it, and near it", () => {
  const cells = overheadStudy.cells("desk").map(({ id }) => id);
  const outcomeWith = (time: number) =>
    overhead.judge(resultsWith("desk", {
      time_ratio: Object.fromEntries(
        cells.map((cell, i) => [
          cell,
          [-0.02, 0.01, 0.03].map((scatter) =>
            (i === 0 ? time : 1.3) + scatter
          ),
        ]),
      ),
    })).outcome;
  assertEquals(cells.length, 2);
  assertEquals(outcomeWith(1.35), "reproduced");
  assertEquals(outcomeWith(1.6), "contradicted");
  assertEquals(outcomeWith(1.5), "inconclusive");
});

test("operations are counted of the network of each cell", () => {
  for (const tier of ["smoke", "desk", "paper"] as const) {
    const cells = overheadStudy.cells(tier).map(({ id }) => id);
    const { findings } = overhead.judge(resultsWith(tier, {
      time_ratio: Object.fromEntries(
        cells.map((cell) => [cell, [1.29, 1.3, 1.31]]),
      ),
    }));
    const counts = findings.filter(({ statement }) =>
      statement.includes("operations")
    );
    assertEquals(counts.length, cells.length);
    for (const { outcome, evidence } of counts) {
      assertEquals(outcome, "reproduced");
      assertEquals("value" in evidence && evidence.value, 4 / 3);
    }
  }
});
