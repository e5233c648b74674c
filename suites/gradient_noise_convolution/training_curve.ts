import { concluding, exceeds } from "../findings.ts";
import { logarithms } from "../predicates.ts";
import { mean } from "../mean.ts";
import type { Claim, Results } from "../suite.ts";
import { alongTraining, ofSeries, onDiagnosed, seriesOf } from "./diagnosed.ts";
import type { Method } from "./study.ts";

const METHODS: readonly Method[] = ["DP-SGD", "GNC"];

/** The root mean square of second differences l_{t+1} - 2 l_t + l_{t-1}. */
export function roughness(losses: readonly number[]): number {
  const seconds = losses.slice(2).map((loss, t) =>
    loss - 2 * losses[t + 1]! + losses[t]!
  );
  return Math.sqrt(mean(seconds.map((second) => second ** 2)));
}

function roughnessOf(
  results: Results,
  losses: { method: Method; name: string },
) {
  return logarithms(ofSeries(seriesOf(results, losses), roughness));
}

/** Figures 10 and 11: the training loss of GNC is smoother. */
export const trainingCurve: Claim = {
  id: "gnc-training-curve",
  title: "The training loss along GNC is smoother",
  statement:
    "The root mean square of second differences of the loss from update to update is smaller with GNC than with data-parallel SGD. GNC's is the loss at the workers' points; that at the parameters themselves, on one set of training examples, is reported too.",
  source: "Gradient noise convolution, Figures 10 and 11",
  contradictedBy:
    "larger second differences with GNC (log, paired by seed, one-sided 95 % t interval)",
  ...onDiagnosed(METHODS),
  judge: (results) =>
    concluding(
      (["step_loss", "subset_loss"] as const).map((name) =>
        exceeds(
          `log root mean square of second differences of ${
            name === "step_loss"
              ? "each update's loss"
              : "the loss at the parameters after each update"
          }`,
          {
            x: roughnessOf(results, { method: "DP-SGD", name }),
            y: roughnessOf(results, { method: "GNC", name }),
            names: ["DP-SGD", "GNC"],
            informative: name !== "step_loss",
          },
        )
      ),
    ),
  figures: () => [
    alongTraining({
      ...{ methods: METHODS, name: "step_loss", from: 1 },
      title: "Loss of each update",
      caption:
        "If the claim holds, the line of GNC is less jagged (the paper's Figures 10 and 11).",
      ...{ x: "update", y: "loss, nats" },
      log: true,
    }),
  ],
};
