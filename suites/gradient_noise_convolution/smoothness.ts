import { concluding, exceeds } from "../findings.ts";
import { logarithms } from "../predicates.ts";
import type { Claim } from "../suite.ts";
import {
  alongTraining,
  median,
  ofSeries,
  onDiagnosed,
  seriesOf,
} from "./diagnosed.ts";
import type { Method } from "./study.ts";

const METHODS: readonly Method[] = ["DP-SGD", "GNC"];

/** The three indicators, as they are measured. */
const INDICATORS = [
  ["loss_range", "range of the loss"],
  ["gradient_change_range", "range of the gradient's change"],
  ["smoothness", "β"],
] as const;

/** Figures 5 and 9: the loss that GNC descends is smoother. */
export const smoothness: Claim = {
  id: "gnc-smoothness",
  title: "The loss is smoother along updates of GNC",
  statement:
    "Along an update, the range of the loss, the range of the gradient's change and the effective β-smoothness are smaller with GNC than with data-parallel SGD, in the median over training.",
  source: "Gradient noise convolution, Figures 5 and 9, appendix A.6",
  contradictedBy:
    "an indicator that is larger with GNC (log, paired by seed, one-sided 95 % t interval)",
  ...onDiagnosed(METHODS),
  judge: (results) =>
    concluding(
      INDICATORS.map(([name, words]) => {
        const of = (method: Method) =>
          logarithms(ofSeries(seriesOf(results, { method, name }), median));
        return exceeds(`log of the median ${words}`, {
          ...{ x: of("DP-SGD"), y: of("GNC"), names: ["DP-SGD", "GNC"] },
        });
      }),
    ),
  figures: () =>
    INDICATORS.map(([name, words]) =>
      alongTraining({
        ...{ methods: METHODS, name, every: 4 },
        title: `Along an update: ${words}`,
        caption: "If the claim holds, GNC lies lower (the paper's Figure 5).",
        ...{ y: words, log: true },
      })
    ),
};
