import { concluding, exceeds } from "../findings.ts";
import type { Claim } from "../suite.ts";
import {
  ablationAccuracy,
  ablationCell,
  ablationStudy,
  placesOf,
} from "./ablation.ts";
import { ablationPaperFigures, gainFigure } from "./ablation_gain.ts";
import { gncMargins } from "./study.ts";

const SETTING = "+DA";
const METHODS = ["DP-SGD", "GNC"] as const;

/** Table 1: where images are augmented, and nothing else, GNC costs accuracy. */
export const daPenalty: Claim = {
  id: "gnc-da-penalty",
  title: "With augmentation alone GNC is less accurate",
  statement:
    "With batch normalisation, the schedule and augmentation, but neither weight decay nor momentum, data-parallel SGD ends with a higher test accuracy than GNC.",
  source: "Gradient noise convolution, Table 1",
  contradictedBy:
    "a setup in which GNC is more accurate than data-parallel SGD, paired by seed (one-sided 95 % t interval)",
  exact: false,
  study: ablationStudy,
  cells: (tier) =>
    placesOf(tier).flatMap((place) =>
      METHODS.map((method) => ablationCell(place, { setting: SETTING, method }))
    ),
  metrics: ["test_accuracy", "training_loss"],
  margins: gncMargins,
  judge: (results) =>
    concluding(
      placesOf(results.tier).map((place) => {
        const [off, on] = METHODS.map((method) =>
          ablationAccuracy(results, { place, setting: SETTING, method })
        );
        return exceeds("test accuracy", {
          ...{ x: off!, y: on! },
          names: [
            ablationCell(place, { setting: SETTING, method: "DP-SGD" }),
            ablationCell(place, { setting: SETTING, method: "GNC" }),
          ],
        });
      }),
    ),
  paperFigures: (tier, table) =>
    ablationPaperFigures(tier, {
      table: table("gradient_noise_convolution_table_1"),
      settings: [SETTING],
    }),
  figures: () => [
    gainFigure(
      [SETTING],
      "If the claim holds, +DA lies below 0 (the paper's Table 1).",
    ),
  ],
};
