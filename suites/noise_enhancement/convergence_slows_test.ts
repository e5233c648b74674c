import { assertAlmostEquals, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import type { Comparison } from "../predicates.ts";
import { resultsWith } from "../testing.ts";
import { convergenceSlows } from "./convergence_slows.ts";

test("compares neighbouring α at each batch size that has several", () => {
  assertEquals(convergenceSlows.cells("desk"), [
    ...["α=1 B=20", "α=1.5 B=20", "α=2 B=20"],
    ...["α=1 B=40", "α=1.5 B=40", "α=2 B=40"],
    ...["α=1 B=100", "α=1.5 B=100", "α=2 B=100"],
    ...["α=1 B=200", "α=1.5 B=200", "α=2 B=200"],
    ...["α=1 B=500", "α=1.5 B=500", "α=2 B=500", "α=3 B=500", "α=4 B=500"],
    "α=5 B=500",
  ]);
});

test("the ratio of convergence times is what counts", () => {
  const { outcome, findings } = convergenceSlows.judge(resultsWith("smoke", {
    convergence_time: {
      "α=1 B=50": [150, 250, 350],
      "α=3 B=50": [300, 500, 700],
      "α=1 B=250": [100, 200, 300],
      "α=3 B=250": [200, 400, 600],
    },
  }));
  assertEquals(outcome, "reproduced");
  const { meanDifference, sd } = findings[0]!.evidence as Comparison;
  assertAlmostEquals(meanDifference, Math.log(2), 1e-12);
  assertAlmostEquals(sd, 0, 1e-12);
});

test("one faster pair contradicts", () => {
  const times = (time: number) => [time, time * 1.01, time * 0.99];
  const { outcome } = convergenceSlows.judge(resultsWith("smoke", {
    convergence_time: {
      "α=1 B=50": times(1000),
      "α=3 B=50": times(900),
      "α=1 B=250": times(700),
      "α=3 B=250": times(2000),
    },
  }));
  assertEquals(outcome, "contradicted");
});
