import * as tf from "@tensorflow/tfjs-core";
import type { GradientMethod, GradientStatistic } from "../core/method.ts";
import type { NamedTensors } from "../core/tensors.ts";
import {
  fisherEstimate,
  type FisherEstimateOptions,
} from "./fisher_estimate.ts";
import {
  noiseScale,
  noiseScaleName,
  type NoiseScaleOptions,
} from "./noise_scale.ts";
import { standardNormals } from "./standard_normals.ts";

/** How much noise is added, and from how many examples it is estimated. */
export type FisherNoiseOptions = NoiseScaleOptions & FisherEstimateOptions;

/** What the noise of one step is made of. */
interface NoiseInputs {
  /** The requested statistic. */
  readonly statistic: NamedTensors;
  /** ξ, from N(0, 1), under the parameters' names and of their shapes. */
  readonly normals: NamedTensors;
  /** c. */
  readonly c: number;
}

/**
 * A method that adds noise of covariance c² F to the gradient, made of a
 * statistic of F and of one normal number for each parameter. Scale 0 is plain
 * SGD, bit for bit.
 *
 * @throws {RangeError} as {@linkcode noiseScale}, and unless
 * `statisticExamples` is a positive integer.
 */
export function fisherNoise(
  options: FisherNoiseOptions,
  { name, statistic, noise }: {
    name: string;
    statistic: GradientStatistic;
    noise: (inputs: NoiseInputs) => NamedTensors;
  },
): GradientMethod {
  const c = noiseScale(options);
  return {
    name: `${name} ${noiseScaleName(options)}`,
    place: "gradient",
    statistic: c === 0 ? "none" : statistic,
    ...fisherEstimate(options),
    perturbation: (gradient, { statistic, ...draws }) => {
      if (c === 0) return {};
      return tf.tidy(() =>
        noise({ statistic, normals: standardNormals(gradient, draws), c })
      );
    },
  };
}
