/**
 * Every noise method that is timed, with its arithmetic: one table.
 *
 * @module
 */
import type { StepMethod } from "../../core/method.ts";
import * as methods from "../../methods/mod.ts";
import {
  type Arithmetic,
  kroneckerNoise,
  normals,
  NOTHING,
  plain,
  squaredGradients,
  type StepSizes,
  total,
  uniforms,
} from "./arithmetic.ts";

/** A noise method in steps of given sizes. */
export interface MethodCase {
  /** Its name on the command line. */
  readonly id: string;
  /** For a person to read. */
  readonly title: string;
  /** The method. */
  method(sizes: StepSizes): StepMethod;
  /** What it computes beyond plain SGD at as many examples, in one pass. */
  extra(sizes: StepSizes): Arithmetic;
  /** Whether a step is a pass for each worker, not as few as memory allows. */
  readonly inWorkersPasses?: boolean;
}

/** Noise that makes 4096 examples as noisy as 128; no time depends on it. */
const SCALE = { smallBatch: 128, largeBatch: 4096 };
const ALPHA = 0.1;

/** What all are compared with. */
export const BASELINE = "sgd";
/** What those in workers' passes are compared with as well. */
export const PASSES = "sgd-passes";

/** All cases; plain SGD is the first. */
export const METHOD_CASES: readonly MethodCase[] = [
  {
    ...{ id: BASELINE, title: "plain SGD" },
    method: () => methods.sgd(),
    extra: () => NOTHING,
  },
  {
    ...{ id: "noise-enhancement", title: "noise enhancement" },
    method: () => methods.noiseEnhancement({ alpha: 1.5 }),
    extra: () => NOTHING,
  },
  {
    ...{ id: "full-fisher", title: "full-Fisher noise" },
    method: () => methods.fullFisherNoise(SCALE),
    extra: ({ examples }) => normals(examples),
  },
  {
    ...{ id: "true-fisher", title: "true-Fisher noise" },
    method: () => methods.trueFisherNoise(SCALE),
    // Where losses are not alone in their ghost batch, in a second pass.
    extra: (sizes) =>
      total(
        ...[normals(sizes.examples), uniforms(sizes.examples)],
        ...(sizes.normalises ? [plain(sizes)] : []),
      ),
  },
  {
    ...{ id: "multiplicative", title: "multiplicative noise" },
    method: () => methods.multiplicativeNoise(SCALE),
    extra: ({ examples }) => normals(examples),
  },
  {
    ...{ id: "diagonal-fisher", title: "diagonal-Fisher noise" },
    method: ({ observed: statisticExamples }) =>
      methods.diagonalFisherNoise({ ...SCALE, statisticExamples }),
    extra: (sizes) => total(squaredGradients(sizes), normals(sizes.parameters)),
  },
  {
    ...{ id: "diagonal-fisher-all", title: "diagonal-Fisher noise, all" },
    method: () => methods.diagonalFisherNoise(SCALE),
    extra: (sizes) =>
      total(
        squaredGradients({ ...sizes, observed: sizes.examples }),
        normals(sizes.parameters),
      ),
  },
  {
    ...{ id: "fisher-trace", title: "Fisher-trace noise" },
    method: ({ observed: statisticExamples }) =>
      methods.fisherTraceNoise({ ...SCALE, statisticExamples }),
    extra: (sizes) => total(squaredGradients(sizes), normals(sizes.parameters)),
  },
  {
    ...{ id: "kfac", title: "K-FAC noise" },
    method: ({ observed: statisticExamples }) =>
      methods.kfacNoise({ ...SCALE, statisticExamples }),
    extra: (sizes) => total(kroneckerNoise(sizes), normals(sizes.parameters)),
  },
  {
    ...{ id: "isotropic", title: "isotropic noise" },
    method: () => methods.isotropicNoise({ deviation: 0.01 }),
    extra: ({ parameters }) => normals(parameters),
  },
  {
    ...{ id: PASSES, title: "plain SGD in workers' passes" },
    method: () => methods.sgd(),
    extra: () => NOTHING,
    inWorkersPasses: true,
  },
  {
    ...{ id: "data-parallel", title: "data-parallel SGD" },
    method: ({ workers }) => methods.dataParallelSgd({ workers }),
    extra: () => NOTHING,
    inWorkersPasses: true,
  },
  {
    ...{ id: "gnc", title: "GNC" },
    method: ({ workers }) => methods.gnc({ alpha: ALPHA, workers }),
    extra: () => NOTHING,
    inWorkersPasses: true,
  },
  {
    ...{ id: "rnc", title: "RNC" },
    method: ({ workers }) => methods.rnc({ alpha: ALPHA, workers }),
    extra: ({ parameters, workers }) => uniforms(workers * parameters),
    inWorkersPasses: true,
  },
];
