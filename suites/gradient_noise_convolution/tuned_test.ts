import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import type { ClassificationSettings } from "../classification.ts";
import { type Results, TIERS, type TunedCell } from "../suite.ts";
import { cellId, gncStudy, type Method, setupsOf } from "./study.ts";
import { displacementOf, switchOf, TUNING_SEEDS } from "./tuned.ts";

/** The α of a trial's name; before a switch. */
function alphaIn(cell: string): number {
  return Number(/α=([\d.]+)/.exec(cell)![1]);
}

/** Trials of GNC are best at α = 0.1, and move points by α/2; RNC's by α. */
function tried(accuracyOf: (cell: string) => number): Results {
  const bySeed = <T>(value: T) =>
    new Map(TUNING_SEEDS.map((seed) => [seed, value]));
  return {
    tier: "desk",
    metric: (cell) => bySeed(accuracyOf(cell)),
    series: (cell) => {
      const length = alphaIn(cell) * (cell.includes("GNC") ? 0.5 : 1);
      // The first is before any update.
      return bySeed([1000, length / 2, length, 1.5 * length]);
    },
    chosen: (cell) => cell,
    status: () => bySeed("not converged" as const),
  };
}

const [setup] = setupsOf("desk", "moderate");

function tuningOf(method: Method) {
  const cell = gncStudy.cells("desk")
    .find(({ id }) => id === cellId(setup!, method)) as TunedCell;
  return cell.tuning;
}

/** The name of what a method chooses, without the setup's. */
function chosen(method: Method, results: Results): string {
  return tuningOf(method).choose(results).replace(`${setup!.id} `, "");
}

const accuracyOf = (cell: string) =>
  80 - Math.abs(Math.log(alphaIn(cell) / 0.1)) +
  (cell.endsWith("then 2") ? 0.1 : 0);

test("the most accurate α is chosen", () => {
  const results = tried(accuracyOf);
  assertEquals(chosen("GNC", results), "GNC α=0.1");
  assertEquals(chosen("RNC", results), "RNC α=0.1");
  assertEquals(
    chosen("RNC", tried((cell) => -alphaIn(cell))),
    "RNC α=0.01",
  );
});

test("GNCtoRNC has GNC's α, whatever others would do after the switch", () => {
  const results = tried((cell) =>
    accuracyOf(cell) + (cell.includes("α=0.3, then") ? 10 : 0)
  );
  assertEquals(chosen("GNCtoRNC", results), "GNCtoRNC α=0.1, then 2");
});

test("the matched control moves points as far as GNC", () => {
  const results = tried(accuracyOf);
  const cell = "GNC α=0.1";
  assertAlmostEquals(displacementOf(results, { setup: setup!, cell }), 0.05);
  assertEquals(chosen("RNC matched", results), "RNC α=0.05");
  // 0.015 is 1.25 times 0.012, and 0.025 is 1.67 times 0.015.
  const lower = tried((cell) => -Math.abs(alphaIn(cell) - 0.03));
  assertEquals(chosen("RNC matched", lower), "RNC α=0.012");
});

test("a trial that diverged before it was measured matches nothing", () => {
  const results = tried(accuracyOf);
  const matched = (diverged: string, moments: number) =>
    chosen("RNC matched", {
      ...results,
      series: (cell, name) =>
        new Map(
          [...results.series(cell, name)].map(([seed, along]) => [
            seed,
            cell.includes(diverged) ? along.slice(0, moments) : along,
          ]),
        ),
    });
  assertEquals(matched("RNC α=0.003", 1), "RNC α=0.05");
  // Until then it has moved points by 0.05, as GNC does in all.
  assertEquals(matched("RNC α=0.05", 2), "RNC α=0.025");
  for (const moments of [1, 3]) {
    assertThrows(
      () => matched("GNC α=0.1", moments),
      RangeError,
      "Cannot tune: no trial has a finite value",
    );
  }
});

test("GNC and GNCtoRNC are one training until the switch", () => {
  for (const tier of TIERS) {
    for (const batch of ["moderate", "large"] as const) {
      for (const setup of setupsOf(tier, batch)) {
        const [gnc, switched] = (["GNC", "GNCtoRNC"] as const).map((method) => {
          const cell = gncStudy.cells(tier)
            .find(({ id }) => id === cellId(setup, method)) as TunedCell;
          const { grid, reported } = cell.tuning;
          const trial = grid.find(({ id }) => id.includes(`${method} α=`))!;
          return reported!(trial.settings) as ClassificationSettings;
        });
        const { method, measurements: _, ...rest } = gnc!;
        const { method: other, measurements: __, ...otherRest } = switched!;
        assertEquals(otherRest, rest);
        assertEquals(other as unknown, {
          ...{ ...other, name: "switch", epoch: switchOf(setup) },
          before: method,
        });
      }
    }
  }
});
