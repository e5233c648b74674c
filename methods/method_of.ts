import type { Method, StepMethod } from "../core/method.ts";
import { refuseUnknown } from "../core/refuse_unknown.ts";
import { compose } from "./compose.ts";
import { dataParallelSgd } from "./data_parallel_sgd.ts";
import { diagonalFisherNoise } from "./diagonal_fisher_noise.ts";
import type { FisherEstimateOptions } from "./fisher_estimate.ts";
import { fisherTraceNoise } from "./fisher_trace_noise.ts";
import { fullFisherNoise } from "./full_fisher_noise.ts";
import { gnc } from "./gnc.ts";
import { isotropicNoise } from "./isotropic_noise.ts";
import { kfacNoise } from "./kfac_noise.ts";
import {
  multiplicativeNoise,
  type MultiplicativeNoiseOptions,
} from "./multiplicative_noise.ts";
import { noiseEnhancement } from "./noise_enhancement.ts";
import type { NoiseScaleOptions } from "./noise_scale.ts";
import { rnc } from "./rnc.ts";
import { sgd } from "./sgd.ts";
import { switchAt } from "./switch_at.ts";
import { trueFisherNoise } from "./true_fisher_noise.ts";

/** A noise method in JSON, complete. */
export type MethodSettings =
  | StepMethodSettings
  | {
    readonly name: "switch";
    /** `after` begins with this epoch; the first is 0. */
    readonly epoch: number;
    readonly before: StepMethodSettings;
    readonly after: StepMethodSettings;
  };

/** A method that is the same in every epoch. */
export type StepMethodSettings =
  | { readonly name: "sgd" }
  | {
    readonly name: "noise enhancement";
    readonly alpha: number;
    readonly sampling: "independent" | "disjoint";
  }
  | { readonly name: "full-Fisher noise" } & NoiseScaleOptions
  | { readonly name: "true-Fisher noise" } & NoiseScaleOptions
  | { readonly name: "multiplicative noise" } & MultiplicativeNoiseOptions
  | { readonly name: "data-parallel SGD"; readonly workers: number }
  | {
    readonly name: "GNC" | "RNC";
    readonly alpha: number;
    readonly workers: number;
    readonly filterWise: boolean;
  }
  | (
    & { readonly name: "diagonal-Fisher noise" }
    & NoiseScaleOptions
    & FisherEstimateOptions
  )
  | (
    & { readonly name: "Fisher-trace noise" }
    & NoiseScaleOptions
    & FisherEstimateOptions
  )
  | (
    & { readonly name: "K-FAC noise" }
    & NoiseScaleOptions
    & FisherEstimateOptions
  )
  | { readonly name: "isotropic noise"; readonly deviation: number }
  | {
    readonly name: "several";
    /** In the order in which the gradient is perturbed. */
    readonly methods: readonly StepMethodSettings[];
  };

/**
 * The noise method that settings describe.
 *
 * @throws {RangeError} as the methods' own functions, or if there is no method
 * of that name.
 */
export function methodOf(settings: MethodSettings): Method {
  if (settings.name !== "switch") return stepMethodOf(settings);
  return switchAt(settings.epoch, {
    before: stepMethodOf(settings.before),
    after: stepMethodOf(settings.after),
  });
}

/** As {@linkcode methodOf}, of one that is the same in every epoch. */
export function stepMethodOf(settings: StepMethodSettings): StepMethod {
  switch (settings.name) {
    case "sgd":
      return sgd();
    case "noise enhancement":
      return noiseEnhancement(settings);
    case "full-Fisher noise":
      return fullFisherNoise(settings);
    case "true-Fisher noise":
      return trueFisherNoise(settings);
    case "multiplicative noise":
      return multiplicativeNoise(settings);
    case "data-parallel SGD":
      return dataParallelSgd(settings);
    case "GNC":
      return gnc(settings);
    case "RNC":
      return rnc(settings);
    case "diagonal-Fisher noise":
      return diagonalFisherNoise(settings);
    case "Fisher-trace noise":
      return fisherTraceNoise(settings);
    case "K-FAC noise":
      return kfacNoise(settings);
    case "isotropic noise":
      return isotropicNoise(settings);
    case "several":
      return compose(...settings.methods.map(stepMethodOf));
    default:
      return refuseUnknown("a noise method", settings);
  }
}
