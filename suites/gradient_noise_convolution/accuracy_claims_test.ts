/**
 * The claims on the accuracy of trainings, judged on made-up results.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { type Claim, TIERS } from "../suite.ts";
import { ablationGain } from "./ablation_gain.ts";
import { daPenalty } from "./da_penalty.ts";
import { imageNet } from "./imagenet.ts";
import { madeUp, methodIn, shake } from "./testing.ts";
import { readPaperTable } from "../paper_table.ts";
import { stability } from "./stability.ts";
import { toRncSwitch } from "./to_rnc_switch.ts";
import { vsBaseline4096, vsBaseline8192 } from "./vs_baseline.ts";
import { vsRnc4096, vsRnc8192 } from "./vs_rnc.ts";

/** As the paper has them, but at every setup. */
const ACCURACY: Readonly<Record<string, number>> = {
  ...{ "DP-SGD": 78, RNC: 79, "RNC matched": 79.5, GNC: 81, GNCtoRNC: 82 },
};

/** Of GNC less of data-parallel SGD under Table 1's settings. */
function asClaimed(cell: string): number {
  const penalty = cell.includes("+DA") && methodIn(cell) === "GNC" ? 5 : 0;
  return ACCURACY[methodIn(cell)]! - penalty;
}

const CLAIMS: readonly Claim[] = [
  ...[vsBaseline4096, vsBaseline8192, vsRnc4096, vsRnc8192, toRncSwitch],
  ...[ablationGain, daPenalty],
];

for (const claim of CLAIMS) {
  test(`${claim.id}: as claimed, the reverse, and scatter alone`, () => {
    for (const tier of TIERS) {
      const judged = (accuracy: (cell: string) => number) =>
        claim.judge(madeUp(tier, {
          metric: (cell, seed) => accuracy(cell) + shake(cell, seed),
        })).outcome;
      assertEquals(judged(asClaimed), "reproduced", tier);
      assertEquals(judged((cell) => 150 - asClaimed(cell)), "contradicted");
      assertEquals(
        claim.judge(madeUp(tier, {
          metric: (cell, seed) =>
            80 + (seed % 2 - 0.4) * (methodIn(cell).startsWith("GNC") ? 1 : -1),
        })).outcome,
        "inconclusive",
      );
    }
  });
}

for (const claim of [vsBaseline4096, imageNet]) {
  test(`${claim.id}: one of GNC and GNCtoRNC is enough`, () => {
    const judged = (gnc: number, gncToRnc: number) => {
      const accuracy = { ...ACCURACY, GNC: gnc, GNCtoRNC: gncToRnc };
      return claim.judge(madeUp("paper", {
        metric: (cell, seed) =>
          accuracy[methodIn(cell) as "GNC"]! + shake(cell, seed),
      })).outcome;
    };
    assertEquals(judged(60, 82), "reproduced");
    assertEquals(judged(82, 60), "reproduced");
    assertEquals(judged(60, 60), "contradicted");
    assertEquals(judged(60, 78), "inconclusive");
  });
}

test("gnc-imagenet decides nothing on made images", () => {
  const { outcome, findings } = imageNet.judge(madeUp("desk", {
    metric: (cell, seed) => asClaimed(cell) + shake(cell, seed),
  }));
  assertEquals(outcome, "inconclusive");
  assertEquals(
    findings.map(({ informative = false }) => informative),
    [false, true, true, true],
  );
});

test("gnc-vs-rnc: what the matched control does decides nothing", () => {
  const { outcome, findings } = vsRnc8192.judge(madeUp("smoke", {
    metric: (cell, seed) =>
      (methodIn(cell) === "RNC matched" ? 90 : asClaimed(cell)) +
      shake(cell, seed),
  }));
  assertEquals(outcome, "reproduced");
  assertEquals(findings.map(({ outcome }) => outcome), [
    ...["reproduced", "contradicted"],
  ]);
});

test("gnc-ablation-gain: one setting without gain, and those that do not count", () => {
  const judged = (
    { without, ...at }: { without: string; setting: string },
  ) =>
    ablationGain.judge(madeUp("paper", {
      metric: (cell, seed) =>
        (cell.includes(at.setting) && methodIn(cell) === without
          ? 50
          : asClaimed(cell)) + shake(cell, seed),
    })).outcome;
  assertEquals(judged({ setting: "+MM", without: "GNC" }), "contradicted");
  assertEquals(judged({ setting: "+MM", without: "DP-SGD" }), "reproduced");
  assertEquals(judged({ setting: "+DA", without: "DP-SGD" }), "reproduced");
});

test("gnc-stability: collapses and scatter", () => {
  const steady = [80, 80.5, 81, 80.2, 79.9];
  const shaky = [80, 30, 75, 55, 78];
  const judged = (base: readonly number[], gnc: readonly number[]) =>
    stability.judge(madeUp("desk", {
      metric: (cell, seed) =>
        ({ "DP-SGD": base, GNC: gnc, RNC: steady })[methodIn(cell)]![seed]!,
    })).outcome;
  assertEquals(judged(shaky, steady), "reproduced");
  assertEquals(judged(steady, shaky), "contradicted");
  assertEquals(judged(shaky, shaky), "contradicted");
  // Nothing collapses: the regime is not reached.
  assertEquals(judged(steady, steady), "inconclusive");
  // Fewer collapse, but they scatter as much.
  assertEquals(judged(shaky, [80, 30, 75, 95, 78]), "inconclusive");
});

test("gnc-stability has the paper's numbers beside its cells at every tier", () => {
  for (const tier of TIERS) {
    const cells = stability.cells(tier);
    const figures = stability.paperFigures(tier, readPaperTable);
    assertEquals(
      figures.map(({ cell, value, sd }) => [cell, value, sd]),
      [[cells[0], 54.51, 7.04], [cells[1], 63.51, 20.45], [cells[2], 91, 1.24]],
    );
  }
});

for (
  const [claim, series, accuracies] of [
    [vsBaseline8192, "CIFAR-100 B=8192", [69.21, 70.17, 71.35, 71.93]],
    [stability, "CIFAR-10 B=8192", [54.51, 63.51, 91]],
    [imageNet, "ImageNet B=131072", [65.57, 65.14, 68.39, 68.13]],
  ] as const satisfies readonly (readonly [Claim, string, readonly number[]])[]
) {
  test(`${claim.id}: what Table 2 prints stands beside our figure`, () => {
    const results = madeUp("desk", { metric: shake });
    for (const figureOf of claim.figures!("desk")) {
      const figure = figureOf(results, readPaperTable);
      assert(figure.kind === "curve");
      assertEquals(
        figure.paper!.points.filter((point) => point.series === series)
          .map(({ x, y, n }) => [x, y, n]),
        accuracies.map((accuracy, i) => [i + 1, accuracy, 5]),
      );
    }
  });
}
