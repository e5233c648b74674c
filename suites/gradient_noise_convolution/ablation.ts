/**
 * The trainings of Table 1: data-parallel SGD and GNC with batch normalisation
 * and the schedule alone ("baseline"), with one thing more (weight decay,
 * momentum, augmentation), and with all ("full", those of Table 2). The noise
 * coefficient is tuned for each, as in Table 2; the paper says that it tuned
 * for each batch size, and not whether it tuned again for these settings.
 *
 * | tier | network | data | B = b M | η | epochs | seeds | with |
 * | --- | --- | --- | --- | --- | --- | --- | --- |
 * | smoke | D64 | Fashion-MNIST, 1,024 | 16·16 | 0.4 | 8 | 3 | +DA |
 * | desk | C8 | CIFAR-10, 4,096 | 32·16 | 0.4 | 24 | 5 | +DA |
 * | paper | ResNet-32 | CIFAR-100 | 32·128, 32·256 | 3.2, 6.4 | 160 | 5 | all |
 *
 * Piloted at desk with seed 1000: 41.7 % of data-parallel SGD after the 24
 * epochs, from 64 updates with twice the batch about 33 %. A run takes about 70
 * s of processor time by its operations, both suites together about 16 minutes
 * with two runs at a time.
 *
 * @module
 */
import type { AugmentationSettings } from "../../training/augmentation/augmentation_of.ts";
import type { OptimizerSettings } from "../../training/optimizers/optimizer_of.ts";
import { firstSeeds } from "../seeds.ts";
import type { Cell, Results, Study, Tier, TunedCell } from "../suite.ts";
import {
  AUGMENTATION,
  MOMENTUM_AND_DECAY,
  type Setup,
  trainingOf,
} from "./setups.ts";
import { cellId, gncStudy, setupsOf } from "./study.ts";
import { tunedCell } from "./tuned.ts";

/** What a training has besides batch normalisation and the schedule. */
export type Setting = "baseline" | "+WD" | "+MM" | "+DA" | "full";

const PLAIN: OptimizerSettings = { name: "gradient descent" };
const { weightDecay, ...MOMENTUM } = MOMENTUM_AND_DECAY;

/** A setup without its settings, and the α that are tried there. */
interface Ground {
  readonly setup: Omit<Setup, "optimizer" | "augmentation">;
  readonly augmentation: readonly AugmentationSettings[];
  readonly gnc: readonly number[];
}

/** C8 on CIFAR-10; images are flipped and cropped, not erased. */
const DESK: Ground = {
  setup: {
    ...{ id: "CIFAR-10 B=512", dataset: "cifar-10", trainExamples: 4096 },
    model: {
      ...{ network: "resnet", depth: 8, widths: [8, 16, 32] },
      ghostBatchSize: 32,
    },
    ...{ workers: 16, examplesPerWorker: 32, epochs: 24 },
    ...{ learningRate: 0.4, warmUpFrom: 0.025 },
  },
  augmentation: AUGMENTATION.slice(0, 2),
  gnc: [0.03, 0.1, 0.3],
};

function groundsOf(tier: Tier): readonly Ground[] {
  if (tier === "desk") return [DESK];
  if (tier === "smoke") {
    const setup = setupsOf(tier, "large")[0]!;
    return [{ setup, augmentation: AUGMENTATION.slice(0, 2), gnc: [0.1] }];
  }
  return (["moderate", "large"] as const)
    .flatMap((batch) => setupsOf(tier, batch))
    .filter(({ dataset }) => dataset === "cifar-100")
    .map((setup) => ({
      ...{ setup, augmentation: AUGMENTATION, gnc: [0.03, 0.1, 0.3] },
    }));
}

/** The settings of Table 1 that a tier tries. */
export function settingsOf(tier: Tier): readonly Setting[] {
  return tier === "paper"
    ? ["baseline", "+WD", "+MM", "+DA", "full"]
    : ["baseline", "+DA"];
}

/** The ids of the setups that a tier tries them at. */
export function placesOf(tier: Tier): readonly string[] {
  return groundsOf(tier).map(({ setup }) => setup.id);
}

/** The name of the cell with or without GNC. */
export function ablationCell(
  place: string,
  { setting, method }: { setting: Setting; method: "DP-SGD" | "GNC" },
): string {
  return cellId({ id: setupId(place, setting) }, method);
}

/** Test accuracy of a cell, in percent, by seed. */
export function ablationAccuracy(
  results: Results,
  { place, setting, method }: {
    place: string;
    setting: Setting;
    method: "DP-SGD" | "GNC";
  },
): ReadonlyMap<number, number> {
  return results.metric(
    ablationCell(place, { setting, method }),
    "test_accuracy",
  );
}

/** The trainings; see the module's description. */
export const ablationStudy: Study = {
  id: "gnc-ablation",
  paper: "gradient_noise_convolution",
  title: "Data-parallel SGD and GNC with and without other regularisation",
  cells: (tier) =>
    groundsOf(tier).flatMap((ground) =>
      settingsOf(tier).flatMap((setting) => cellsOf(tier, { ground, setting }))
    ),
  seeds: (tier) => firstSeeds(tier === "smoke" ? 3 : 5),
};

function setupId(place: string, setting: Setting): string {
  return setting === "full" ? place : `${place} ${setting}`;
}

function cellsOf(
  tier: Tier,
  { ground, setting }: { ground: Ground; setting: Setting },
): (Cell | TunedCell)[] {
  const { id } = ground.setup;
  if (setting === "full") {
    const wanted = [cellId({ id }, "DP-SGD"), cellId({ id }, "GNC")];
    return gncStudy.cells(tier).filter(({ id }) => wanted.includes(id));
  }
  const setup: Setup = {
    ...ground.setup,
    id: setupId(id, setting),
    optimizer: setting === "+MM"
      ? MOMENTUM
      : setting === "+WD"
      ? { ...PLAIN, weightDecay: weightDecay! }
      : PLAIN,
    augmentation: setting === "+DA" ? ground.augmentation : [],
  };
  const { workers } = setup;
  return [
    {
      id: cellId(setup, "DP-SGD"),
      settings: trainingOf(setup, {
        method: { name: "data-parallel SGD", workers },
      }),
    },
    tunedCell(setup, {
      ...{ id: cellId(setup, "GNC"), method: "GNC", extras: {} },
      grids: { gnc: ground.gnc, rnc: [], phase: [], matched: [] },
    }),
  ];
}
