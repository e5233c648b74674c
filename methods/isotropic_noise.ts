import * as tf from "@tensorflow/tfjs-core";
import type { GradientMethod } from "../core/method.ts";
import { mapTensors } from "../core/tensors.ts";
import { standardNormals } from "./standard_normals.ts";

/**
 * Isotropic noise: g + σ ξ, ξ ~ N(0, I), `deviation` being the standard
 * deviation σ of each component of the mean gradient. Deviation 0 is plain SGD,
 * bit for bit.
 *
 * With learning rate η this is Langevin dynamics in steps of η at temperature
 * T = η σ² / 2.
 *
 * @throws {RangeError} unless `deviation` is finite and at least 0.
 *
 * Source: Welling and Teh, "Bayesian learning via stochastic gradient Langevin
 * dynamics" (2011), eq. 4.
 */
export function isotropicNoise(
  { deviation }: { deviation: number },
): GradientMethod {
  if (!(deviation >= 0 && Number.isFinite(deviation))) {
    throw new RangeError(
      `Cannot add noise: deviation must be finite and at least 0, current value ${deviation}`,
    );
  }
  return {
    name: `isotropic noise σ=${deviation}`,
    place: "gradient",
    statistic: "none",
    perturbation: (gradient, draws) => {
      if (deviation === 0) return {};
      return tf.tidy(() =>
        mapTensors(
          standardNormals(gradient, draws),
          (normal) => tf.mul(normal, deviation),
        )
      );
    },
  };
}
