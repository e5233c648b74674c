import { concluding } from "../findings.ts";
import type { Claim, Tier } from "../suite.ts";
import {
  accuracyByMethod,
  cellsOf,
  gncPaperFigures,
  moreAccurate,
} from "./arms.ts";
import { gncMargins, gncStudy, type Method, setupsOf } from "./study.ts";

const METHODS: readonly Method[] = ["GNC", "GNCtoRNC"];

function setups(tier: Tier) {
  return [...setupsOf(tier, "moderate"), ...setupsOf(tier, "large")];
}

/**
 * Table 2: RNC after GNC. Both cells are the same training, to the bit, until
 * the switch: they branch from one state.
 */
export const toRncSwitch: Claim = {
  id: "gnc-to-rnc-switch",
  title: "Switching late from GNC to RNC is more accurate than GNC",
  statement:
    "Going on with RNC after three quarters of the epochs ends with a higher test accuracy than GNC to the end.",
  source: "Gradient noise convolution, section 4, Table 2",
  contradictedBy:
    "a setup in which GNC is more accurate than GNCtoRNC, paired by seed (one-sided 95 % t interval)",
  exact: false,
  study: gncStudy,
  cells: (tier) => cellsOf(setups(tier), METHODS),
  metrics: ["test_accuracy", "training_loss"],
  margins: gncMargins,
  judge: (results) =>
    concluding(
      setups(results.tier).map((setup) =>
        moreAccurate(results, setup, { methods: ["GNCtoRNC", "GNC"] })
      ),
    ),
  paperFigures: (tier, table) =>
    gncPaperFigures(tier, {
      table: table("gradient_noise_convolution_table_2"),
      ...{ batches: ["moderate", "large"], methods: METHODS },
    }),
  figures: (tier) =>
    accuracyByMethod({
      ...{ setups: setups(tier), methods: METHODS },
      caption:
        "A thin line is one seed, one training until the switch. If the claim holds, they rise (the paper's Table 2).",
    }),
};
