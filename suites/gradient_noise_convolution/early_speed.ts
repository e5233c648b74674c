import { concluding, exceeds } from "../findings.ts";
import { mean } from "../mean.ts";
import type { Claim, Results } from "../suite.ts";
import { alongTraining, ofSeries, onDiagnosed, seriesOf } from "./diagnosed.ts";
import type { Method } from "./study.ts";

const METHODS: readonly Method[] = ["DP-SGD", "GNC"];

/** Area under the accuracy curve until the first decay, in percent. */
function areaOf(results: Results, method: Method) {
  // What diverged before it was measured has accuracy 0.
  return ofSeries(
    seriesOf(results, { method, name: "test_accuracy" }),
    (along) => along.length === 0 ? 0 : mean(along),
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
