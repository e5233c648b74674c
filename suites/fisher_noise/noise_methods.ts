import type { GradientMethod, StepMethod } from "../../core/method.ts";
import type { NoiseScaleOptions } from "../../methods/noise_scale.ts";
import type { InjectedMethod } from "./exact_settings.ts";
import type { ExactSubject } from "./exact_subject.ts";

/** What noise is made with. */
export type NoiseOptions =
  & Extract<NoiseScaleOptions, { smallBatch: number }>
  & {
    /** σ of isotropic noise. */
    readonly deviation: number;
  };

/** The methods that add to the gradient, by the names of their metrics. */
export function injectedMethods(
  subject: ExactSubject,
  { deviation, ...batches }: NoiseOptions,
): Record<InjectedMethod, GradientMethod> {
  return {
    diagonal: subject.diagonalFisherNoise(batches),
    trace: subject.fisherTraceNoise(batches),
    kfac: subject.kfacNoise(batches),
    isotropic: subject.isotropicNoise({ deviation }),
  };
}

/** Every method, by the names of its metrics. */
export function noiseMethods(
  subject: ExactSubject,
  options: NoiseOptions,
): Record<string, StepMethod> {
  const { deviation: _, ...batches } = options;
  return {
    full: subject.fullFisherNoise(batches),
    multiplicative: subject.multiplicativeNoise(batches),
    true_fisher: subject.trueFisherNoise(batches),
    ...injectedMethods(subject, options),
  };
}
