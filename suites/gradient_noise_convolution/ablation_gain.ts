import type { FigureOf, PartsFigure } from "../figure.ts";
import { concluding, exceeds, minus } from "../findings.ts";
import { numbersOfRow, type PaperTable } from "../paper_table.ts";
import type { Claim, PaperFigure, Results, Tier } from "../suite.ts";
import {
  ablationAccuracy,
  ablationCell,
  ablationStudy,
  placesOf,
  type Setting,
  settingsOf,
} from "./ablation.ts";
import { gncMargins } from "./study.ts";

/** The settings over which the claim is a conjunction. */
const CLAIMED: readonly Setting[] = ["baseline", "+WD", "+MM"];

/** GNC above data-parallel SGD in a setting, as a finding. */
function gainIn(
  results: Results,
  { place, setting }: { place: string; setting: Setting },
) {
  return exceeds("test accuracy", {
    x: ablationAccuracy(results, { place, setting, method: "GNC" }),
    y: ablationAccuracy(results, { place, setting, method: "DP-SGD" }),
    names: [
      ablationCell(place, { setting, method: "GNC" }),
      ablationCell(place, { setting, method: "DP-SGD" }),
    ],
    informative: !CLAIMED.includes(setting),
  });
}

/** Table 1 for the cells of a tier. */
export function ablationPaperFigures(
  tier: Tier,
  { table, settings }: { table: PaperTable; settings: readonly Setting[] },
): PaperFigure[] {
  return placesOf(tier).flatMap((place) =>
    table.flatMap((row): PaperFigure[] => {
      const setting = settings.find((setting) => setting === row.setting);
      const paperPlace = `${row.dataset} B=${row.batch_size}`;
      if (setting === undefined) return [];
      if (tier === "paper" && paperPlace !== place) return [];
      const method = row.gnc === "on" ? "GNC" : "DP-SGD";
      return [{
        cell: ablationCell(place, { setting, method }),
        paperCell: `${paperPlace} ${setting}, GNC ${row.gnc}`,
        metric: "test_accuracy",
        ...numbersOfRow(row),
      }];
    })
  );
}

/** What GNC adds to the accuracy in each setting; Table 1. */
export function gainFigure(
  settings: readonly Setting[],
  caption: string,
): FigureOf {
  return (results, tables): PartsFigure => {
    const paper = tables("gradient_noise_convolution_table_1");
    const accuracy = (batch: string, setting: Setting, gnc: string) =>
      Number(
        paper.find((row) =>
          row.batch_size === batch && row.setting === setting && row.gnc === gnc
        )!.value,
      );
    return {
      kind: "parts",
      title: "What GNC adds to the test accuracy",
      caption,
      x: { label: "with" },
      y: { label: "GNC less DP-SGD", unit: "percent" },
      parts: placesOf(results.tier).flatMap((place) =>
        settings.map((setting) => ({
          part: setting,
          series: place,
          y: minus(
            ablationAccuracy(results, { place, setting, method: "GNC" }),
            ablationAccuracy(results, { place, setting, method: "DP-SGD" }),
          ),
        }))
      ),
      paper: {
        source: "Table 1",
        parts: ["4096", "8192"].flatMap((batch) =>
          settings.map((setting) => ({
            part: setting,
            series: `CIFAR-100 B=${batch}`,
            y: accuracy(batch, setting, "on") - accuracy(batch, setting, "off"),
          }))
        ),
      },
    };
  };
}

/** Table 1: GNC helps where little else regularises. */
export const ablationGain: Claim = {
  id: "gnc-ablation-gain",
  title: "GNC is more accurate with little other regularisation",
  statement:
    "With batch normalisation and the schedule alone, with weight decay and with momentum, training with GNC ends with a higher test accuracy than data-parallel SGD. At smoke and desk, with batch normalisation and the schedule alone.",
  source: "Gradient noise convolution, Table 1, section 3.4",
  contradictedBy:
    "one of these settings in which data-parallel SGD is more accurate than GNC, paired by seed (one-sided 95 % t interval)",
  exact: false,
  study: ablationStudy,
  cells: (tier) => ablationStudy.cells(tier).map(({ id }) => id),
  metrics: ["test_accuracy", "training_loss"],
  margins: gncMargins,
  judge: (results) =>
    concluding(
      placesOf(results.tier).flatMap((place) =>
        settingsOf(results.tier)
          .map((setting) => gainIn(results, { place, setting }))
      ),
    ),
  paperFigures: (tier, table) =>
    ablationPaperFigures(tier, {
      table: table("gradient_noise_convolution_table_1"),
      settings: settingsOf(tier),
    }),
  figures: (tier) => [
    gainFigure(
      settingsOf(tier),
      "If the claim holds, baseline, +WD and +MM lie above 0 (the paper's Table 1).",
    ),
  ],
};
