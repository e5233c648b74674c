/**
 * The training steps that engines and peers are timed with.
 *
 * @module
 */
import type { Model } from "../core/model.ts";
import { c1 } from "../models/c1_c2.ts";
import { f1 } from "../models/mlp.ts";
import { resnet } from "../models/resnet.ts";
import type { OptimizerSettings } from "../training/optimizers/optimizer_of.ts";
import type { Turn } from "../training/timing/timed_rounds.ts";
import { plain } from "./methods/arithmetic.ts";
import {
  c1Products,
  mlpProducts,
  type Product,
  resnetProducts,
} from "./methods/products.ts";

/** A training step: network, optimizer and batch. */
export interface Work {
  /** Its name on the command line. */
  readonly id: string;
  /** For a person to read. */
  readonly title: string;
  /** The network's name in every framework. */
  readonly network: "f1" | "c1" | "resnet32";
  readonly optimizer: OptimizerSettings;
  readonly learningRate: number;
  /** Examples of a step. */
  readonly batchSize: number;
  readonly turn: Turn;
}

const ADAM = {
  optimizer: { name: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
  learningRate: 0.001,
} as const;
const MOMENTUM = { name: "momentum", momentum: 0.9 } as const;

/** All works. */
export const WORKS: readonly Work[] = [
  {
    id: "f1-100",
    title: "F1, Adam, B=100",
    ...{ network: "f1", ...ADAM, batchSize: 100 },
    turn: { untimed: 5, timed: 20 },
  },
  {
    id: "f1-1000",
    title: "F1, Adam, B=1000",
    ...{ network: "f1", ...ADAM, batchSize: 1000 },
    turn: { untimed: 2, timed: 5 },
  },
  {
    id: "c1-100",
    title: "C1, momentum, B=100",
    ...{ network: "c1", optimizer: MOMENTUM, learningRate: 0.001 },
    batchSize: 100,
    turn: { untimed: 1, timed: 2 },
  },
  {
    id: "resnet32-128",
    title: "ResNet-32, momentum, B=128",
    ...{ network: "resnet32", optimizer: MOMENTUM, learningRate: 0.01 },
    batchSize: 128,
    turn: { untimed: 1, timed: 3 },
  },
];

/** The matrix products that each network is made of. */
export const PRODUCTS: Readonly<Record<Work["network"], readonly Product[]>> = {
  f1: mlpProducts([784, ...Array.from({ length: 7 }, () => 500), 10]),
  c1: c1Products(),
  resnet32: resnetProducts({ depth: 32 }),
};

/** The network of a work; what normalises does so over all examples. */
export function modelOf({ network, batchSize }: Work): Model {
  return networkOf(network, { ghostBatchSize: batchSize });
}

/** A network; F1 does not normalise. */
export function networkOf(
  network: Work["network"],
  { ghostBatchSize }: { ghostBatchSize: number },
): Model {
  switch (network) {
    case "f1":
      return f1();
    case "c1":
      return c1({ ghostBatchSize });
    case "resnet32":
      return resnet({ depth: 32, ghostBatchSize });
  }
}

/** Floating-point operations of one step: those of {@linkcode plain} SGD. */
export function flopOf({ network, batchSize }: Work): number {
  return plain({ products: PRODUCTS[network], examples: batchSize }).flop;
}
