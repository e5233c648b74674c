import * as tf from "@tensorflow/tfjs-core";
import { mapTensors, type NamedTensors, tensorNamed } from "../core/tensors.ts";

/** A displacement of parameters x by noise ω. */
export interface Displacement {
  /** The noise ω, under the parameters' names and of their shapes. */
  noise: NamedTensors;
  /** c, a scalar: a step length, or with filter-wise scaling a part of ‖x‖. */
  length: tf.Scalar;
  /**
   * What multiplies the noise of each filter p: nothing, ‖x^(p)‖ (eq. 6), or
   * ‖x^(p)‖ / ‖ω^(p)‖ (eq. 5), which is 0 where ω^(p) is.
   */
  scaling: "none" | "filter norm" | "filter norm, unit noise";
  /** ‖x^(p)‖ as {@linkcode filterNorms} has it, if it is known already. */
  norms?: NamedTensors | undefined;
}

/**
 * x^(p) - c s^(p) ω^(p) for each filter p, s being the
 * {@linkcode Displacement.scaling}; the caller owns it.
 *
 * A filter is what makes one output: of a convolution's kernel
 * `[height, width, in, out]` and of a dense kernel `[in, out]` all weights of
 * an output, and all of a tensor with one dimension or none.
 *
 * Source: "Gradient Noise Convolution", eqs. 5 and 6, which take filters from
 * Li et al., "Visualizing the loss landscape of neural nets" (2018).
 */
export function displaced(
  parameters: NamedTensors,
  { noise, length, scaling, norms = {} }: Displacement,
): NamedTensors {
  return mapTensors(parameters, (x, name) =>
    tf.tidy(() => {
      const omega = tensorNamed(noise, name);
      if (scaling === "none") return tf.sub(x, tf.mul(length, omega));
      const norm = norms[name] ?? filterNorms(x);
      const factor = scaling === "filter norm"
        ? norm
        : tf.divNoNan(norm, filterNorms(omega));
      return tf.sub(x, tf.mul(tf.mul(length, factor), omega));
    }));
}

/**
 * The Euclidean norm of each filter, as {@linkcode displaced} has them, with a
 * length of 1 for the dimensions that it goes over; the caller owns it.
 */
export function filterNorms(tensor: tf.Tensor): tf.Tensor {
  const withinFilter = Array.from(
    { length: tensor.rank < 2 ? tensor.rank : tensor.rank - 1 },
    (_, axis) => axis,
  );
  return tf.tidy(() => tf.sqrt(tf.sum(tf.square(tensor), withinFilter, true)));
}

/** {@linkcode filterNorms} of each parameter, under its name. */
export function allFilterNorms(parameters: NamedTensors): NamedTensors {
  return mapTensors(parameters, filterNorms);
}
