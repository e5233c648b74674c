/**
 * The training steps that noise methods are timed with.
 *
 * @module
 */
import { networkOf, PRODUCTS, type Work } from "../works.ts";
import type { StepSizes } from "./arithmetic.ts";

/** A training step that every method does in its own way. */
export interface MethodWork extends Work {
  /** Examples that are normalised together. */
  readonly ghostBatchSize: number;
  /** Most examples of a pass, but for methods that make workers' passes. */
  readonly microbatch: number;
  /** Workers of methods that move points; they share the examples. */
  readonly workers: number;
  /** Examples that gradient statistics are taken from. */
  readonly observed: number;
}

const MOMENTUM = {
  optimizer: { name: "momentum", momentum: 0.9 },
  learningRate: 0.001,
} as const;

/** All works: an eighth of the examples is observed, a quarter a worker's. */
export const METHOD_WORKS: readonly MethodWork[] = [
  {
    ...{ id: "f1", title: "F1, Adam", network: "f1" },
    optimizer: { name: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
    ...{ learningRate: 0.001, batchSize: 1024, microbatch: 1024 },
    ...{ ghostBatchSize: 128, workers: 4, observed: 128 },
    turn: { untimed: 1, timed: 3 },
  },
  {
    ...{ id: "c1", title: "C1, momentum", network: "c1", ...MOMENTUM },
    ...{ batchSize: 128, microbatch: 128, ghostBatchSize: 32 },
    ...{ workers: 4, observed: 16, turn: { untimed: 1, timed: 1 } },
  },
  {
    ...{ id: "resnet32", title: "ResNet-32, momentum", network: "resnet32" },
    ...{ ...MOMENTUM, batchSize: 128, microbatch: 128, ghostBatchSize: 32 },
    ...{ workers: 4, observed: 16, turn: { untimed: 1, timed: 1 } },
  },
];

/** The sizes that decide what a step of a work has to compute. */
export function sizesOf(work: MethodWork): StepSizes {
  const { network, batchSize, workers, observed } = work;
  const { parameterCount, ghostBatchSize } = networkOf(network, work);
  return {
    products: PRODUCTS[network],
    parameters: parameterCount,
    ...{ examples: batchSize, observed, workers },
    normalises: ghostBatchSize !== undefined,
  };
}

/** A work with another number of workers, whose shares stay as they are. */
export function withWorkers(work: MethodWork, workers: number): MethodWork {
  const share = work.batchSize / work.workers;
  return { ...work, workers, batchSize: workers * share };
}
