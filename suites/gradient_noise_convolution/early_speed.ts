import { concluding, exceeds } from "../findings.ts";
import { mean } from "../mean.ts";
import type { BySeed } from "../predicates.ts";
import type { Claim, Results } from "../suite.ts";
import { alongTraining, onDiagnosed, seriesOf } from "./diagnosed.ts";
import { cellId, diagnosedSetup, earlyEpochs, type Method } from "./study.ts";

const METHODS: readonly Method[] = ["DP-SGD", "GNC"];

/**
 * Mean of the test accuracy until the first decay, in percent, by seed. A run
 * that diverges counts as chance accuracy, which it ends with, at the epochs
 * that it did not reach.
 */
function areaOf(results: Results, method: Method): BySeed {
  const setup = diagnosedSetup(results.tier);
  const cell = cellId(setup, method);
  const name = "test_accuracy";
  const status = results.status(cell);
  return new Map(
    [...seriesOf(results, { method, name, partly: true })].map(
      ([seed, along]) => {
        if (status.get(seed) !== "diverged") return [seed, mean(along)];
        const chance = results.metric(cell, name).get(seed)!;
        return [
          seed,
          mean(earlyEpochs(setup).map((_, i) => along[i] ?? chance)),
        ];
      },
    ),
  );
}

/** Section 3.1: GNC is ahead before the first decay. */
export const earlySpeed: Claim = {
  id: "gnc-early-speed",
  title: "GNC reaches a given accuracy earlier",
  statement:
    "The mean test accuracy over the first half of the epochs, before the learning rate falls, is higher with GNC than with data-parallel SGD.",
  source: "Gradient noise convolution, section 3.1",
  contradictedBy:
    "a lower mean accuracy over the first half with GNC, paired by seed (one-sided 95 % t interval)",
  ...onDiagnosed(METHODS),
  judge: (results) =>
    concluding([
      exceeds("mean test accuracy over the first half of the epochs", {
        x: areaOf(results, "GNC"),
        y: areaOf(results, "DP-SGD"),
        names: ["GNC", "DP-SGD"],
      }),
    ]),
  figures: () => [
    alongTraining({
      ...{ methods: METHODS, name: "test_accuracy", every: 2, from: 2 },
      title: "Test accuracy before the first decay",
      caption:
        "If the claim holds, GNC lies above data-parallel SGD (section 3.1).",
      y: "test accuracy, percent",
    }),
  ],
};
