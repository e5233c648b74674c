/**
 * The rows of Table 2 at each tier: a network on a data set, and how it is
 * trained.
 *
 * @module
 */
import type { NetworkSettings } from "../../models/model_of.ts";
import type { OptimizerSettings } from "../../training/optimizers/optimizer_of.ts";
import type { ClassificationSettings } from "../classification.ts";
import type { Tier } from "../suite.ts";

/** A network on a data set. */
export interface Row {
  /** E.g. "MNIST MLP". */
  readonly id: string;
  /** The row of Table 2 that it stands for, if any: data set and model. */
  readonly paper?: { readonly dataset: string; readonly model: string };
  /**
   * Why it is reported only: a variant that tells what a verdict depends on, or
   * a network that the paper has in another figure.
   */
  readonly informative?: string;
  /** Whether the claim on the largest eigenvalue is about it. */
  readonly curvature?: true;
  /** Whether noise of other sizes and longer training are tried on it. */
  readonly extended?: true;
  readonly smallBatch: number;
  readonly largeBatch: number;
  readonly epochs: number;
  /** What is tried for each method; one is no tuning. */
  readonly learningRates: readonly number[];
  /** Of the training set, for tuning. */
  readonly heldOut: number;
  /** What all its trainings share. */
  readonly training: Pick<
    ClassificationSettings,
    | "datasets"
    | "trainExamples"
    | "standardise"
    | "augmentation"
    | "model"
    | "optimizer"
    | "microbatch"
  >;
  /** Without it the rate is constant. */
  readonly warmUpEpochs?: number;
}

const PLAIN: OptimizerSettings = { name: "gradient descent" };
const MOMENTUM: OptimizerSettings = { name: "momentum", momentum: 0.9 };
const WITH_DECAY: OptimizerSettings = {
  ...MOMENTUM,
  weightDecay: { rate: 5e-4, parameters: "all", coupled: true },
};
const GHOST = { ghostBatchSize: 128 } as const;

/** 784 pixels, so many units, ten classes. */
function mlp(hidden: readonly number[], ghostBatchSize?: number) {
  return {
    ...{ network: "mlp", hidden, kernel: "He normal" },
    ...(ghostBatchSize === undefined ? {} : { ghostBatchSize }),
  } as const satisfies NetworkSettings;
}

const LENET: NetworkSettings = {
  ...{ network: "lenet", widths: [6, 16], hidden: [120, 84] },
};
const ALEXNET: NetworkSettings = {
  ...{ network: "alexnet", widths: [64, 192, 384, 256, 256] },
};
const VGG16: NetworkSettings = {
  ...{ network: "vgg-16", widths: [64, 128, 256, 512, 512], ...GHOST },
};

/** ResNet-44, n = 7, so many times as wide. */
function resnet44(times: number): NetworkSettings {
  return {
    ...{ network: "resnet", depth: 44, ...GHOST },
    widths: [16 * times, 32 * times, 64 * times],
  };
}

/** The smoke tier's network, of 25,450 parameters. */
export const SMOKE_MODEL: NetworkSettings = mlp([32]);
/** The desk tier's network of the ordering, of 101,770 parameters. */
export const DESK_MODEL: NetworkSettings = mlp([128]);
/** The paper's network of Figures 2, 3 and 5a. */
export const PAPER_MODEL: NetworkSettings = resnet44(1);

/** Of the paper on CIFAR: every pixel's channel standardised, crop and flip. */
export const CIFAR_IMAGES = {
  standardise: true,
  augmentation: [
    { name: "padded crop", pad: 4, padding: "zero" },
    { name: "horizontal flip" },
  ],
} as const;

const SMOKE: readonly Row[] = [{
  id: "MNIST MLP",
  paper: { dataset: "MNIST", model: "MLP" },
  ...{ curvature: true, extended: true },
  ...{ smallBatch: 32, largeBatch: 512, epochs: 15 },
  ...{ learningRates: [0.1], heldOut: 0 },
  training: {
    ...{ datasets: ["mnist"], trainExamples: 2048, model: SMOKE_MODEL },
    ...{ optimizer: PLAIN, microbatch: 512 },
  },
}];

/** Half-decades, down to a tenth and less of what suits plain SGD. */
const WITH_MOMENTUM = [0.003, 0.01, 0.03, 0.1, 0.3];
const WITHOUT_MOMENTUM = [0.1, 0.3, 1];
/** Networks of dense layers take more: 0.3 was best there, and the edge. */
const DENSE_WITH_MOMENTUM = [...WITH_MOMENTUM, 1];

const DESK_SIZES = {
  ...{ smallBatch: 32, largeBatch: 512, epochs: 30 },
  ...{ heldOut: 600, warmUpEpochs: 2, learningRates: WITH_MOMENTUM },
} as const;
const DESK_TRAINING = {
  ...{ trainExamples: 6000, optimizer: MOMENTUM, microbatch: 1000 },
} as const;

const DESK: readonly Row[] = [
  {
    ...{ ...DESK_SIZES, id: "MNIST MLP" },
    paper: { dataset: "MNIST", model: "MLP" },
    learningRates: DENSE_WITH_MOMENTUM,
    training: { ...DESK_TRAINING, datasets: ["mnist"], model: DESK_MODEL },
  },
  {
    ...{ ...DESK_SIZES, id: "Fashion-MNIST LeNet" },
    paper: { dataset: "Fashion-MNIST", model: "LeNet" },
    ...{ curvature: true, extended: true },
    training: { ...DESK_TRAINING, datasets: ["fashion-mnist"], model: LENET },
  },
  {
    ...{ ...DESK_SIZES, id: "Fashion-MNIST LeNet, m=0" },
    informative: "without momentum",
    learningRates: WITHOUT_MOMENTUM,
    training: {
      ...{ ...DESK_TRAINING, datasets: ["fashion-mnist"], model: LENET },
      optimizer: PLAIN,
    },
  },
  {
    ...{ ...DESK_SIZES, id: "Fashion-MNIST MLP, ghost batches" },
    informative: "with ghost batch normalisation",
    learningRates: DENSE_WITH_MOMENTUM,
    training: {
      ...{ ...DESK_TRAINING, datasets: ["fashion-mnist"] },
      ...{ model: mlp([128], 32), optimizer: WITH_DECAY },
    },
  },
];

/** Of desk, besides: added after the claims on the table had been judged. */
const DESK_ALONE: readonly Row[] = [{
  ...{ ...DESK_SIZES, id: "MNIST LeNet" },
  paper: { dataset: "MNIST", model: "LeNet" },
  training: { ...DESK_TRAINING, datasets: ["mnist"], model: LENET },
}];

const PAPER_SIZES = {
  ...{ smallBatch: 128, largeBatch: 4096, warmUpEpochs: 5 },
  learningRates: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3],
} as const;

/** A row of Table 2 on 28×28 images, or 32×32 in colour. */
function paperRow(
  dataset: "MNIST" | "Fashion-MNIST" | "CIFAR-10" | "CIFAR-100",
  name: string,
  { model, ...options }:
    & { model: NetworkSettings }
    & Pick<Row, "curvature" | "extended" | "informative">,
): Row {
  const inColour = dataset.startsWith("CIFAR");
  const normalises = "ghostBatchSize" in model;
  const trainExamples = inColour ? 50_000 : 60_000;
  return {
    ...{ ...PAPER_SIZES, ...options, id: `${dataset} ${name}` },
    ...(options.informative ? {} : { paper: { dataset, model: name } }),
    epochs: inColour ? 200 : 100,
    heldOut: trainExamples / 10,
    training: {
      datasets: [dataset.toLowerCase() as "mnist"],
      ...{ trainExamples, model, microbatch: inColour ? 512 : 4096 },
      optimizer: normalises ? WITH_DECAY : MOMENTUM,
      ...(inColour ? CIFAR_IMAGES : {}),
    },
  };
}

const PAPER: readonly Row[] = [
  paperRow("MNIST", "MLP", { model: mlp([512, 512]) }),
  paperRow("MNIST", "LeNet", { model: LENET }),
  paperRow("Fashion-MNIST", "LeNet", { model: LENET }),
  paperRow("CIFAR-10", "AlexNet", { model: ALEXNET }),
  paperRow("CIFAR-100", "AlexNet", { model: ALEXNET }),
  paperRow("CIFAR-10", "VGG16", { model: VGG16, curvature: true }),
  paperRow("CIFAR-100", "VGG16", { model: VGG16, curvature: true }),
  paperRow("CIFAR-10", "ResNet44", {
    ...{ model: resnet44(1), curvature: true, extended: true },
  }),
  paperRow("CIFAR-100", "ResNet44x2", { model: resnet44(2) }),
  paperRow("CIFAR-100", "ResNet44", {
    ...{ model: resnet44(1), curvature: true },
    informative: "Figure 5b alone has it",
  }),
];

const ROWS: Readonly<Record<Tier, readonly Row[]>> = {
  ...{ smoke: SMOKE, desk: DESK, paper: PAPER },
};

/** The rows at a tier that the claims on Table 2 are about. */
export function rowsAt(tier: Tier): readonly Row[] {
  return ROWS[tier];
}

/** Every row at a tier: those, and what a suite of one row alone has. */
export function everyRowAt(tier: Tier): readonly Row[] {
  return tier === "desk" ? [...DESK, ...DESK_ALONE] : ROWS[tier];
}

/** The rows at a tier that decide claims on Table 2. */
export function decidingRows(tier: Tier): Row[] {
  return ROWS[tier].filter(({ informative }) => informative === undefined);
}

/** The rows of a tier that Figure 5b is about. */
export function curvatureRows(tier: Tier): Row[] {
  return ROWS[tier].filter(({ curvature }) => curvature === true);
}

/** The row that longer training and noise of other sizes are tried on. */
export function extendedRow(tier: Tier): Row {
  return ROWS[tier].find(({ extended }) => extended === true)!;
}
