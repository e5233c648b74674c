/**
 * The arithmetic of batch normalisation in training: each group of values is
 * normalised with its own mean and variance, by the engine's kernel where it
 * has one.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { BATCH_NORM, hasKernel } from "../../core/kernels.ts";

/** What {@linkcode normaliseGroups} answers. */
export interface NormalisedGroups {
  /** The normalised values, `[groups, values, channels]`. */
  y: tf.Tensor3D;
  /** Mean of each group, `[groups, channels]`. */
  mean: tf.Tensor2D;
  /** Variance of each group, divisor `values`, `[groups, channels]`. */
  variance: tf.Tensor2D;
}

/** What the normalised values become: y = γ x̂ + β, with ε in x̂. */
export interface Transform {
  /** γ, `[channels]`. */
  gamma: tf.Tensor1D;
  /** β, `[channels]`. */
  beta: tf.Tensor1D;
  /** ε, which is added to each variance. */
  epsilon: number;
}

/**
 * Batch normalisation of groups of values, `x` `[groups, values, channels]`:
 * y = γ x̂ + β, x̂ = (x - μ) / sqrt(σ² + ε), μ and σ² over the values of a
 * group and channel.
 *
 * With δ the gradient of y, of the same scaling as the results, and ⟨·⟩ the
 * mean over a group's values, the gradients are Σ δ x̂ (γ), Σ δ (β) and
 * γ / sqrt(σ² + ε) · (δ - ⟨δ⟩ - x̂ ⟨δ x̂⟩) (x). Do not differentiate mean and
 * variance: an engine's kernel takes them for constants.
 *
 * Source: Ioffe and Szegedy, "Batch normalization" (2015), algorithm 1.
 */
export function normaliseGroups(
  x: tf.Tensor3D,
  { gamma, beta, epsilon }: Transform,
): NormalisedGroups {
  // The kernel's gradient cannot be differentiated again.
  const once = tf.engine().state.gradientDepth < 2;
  if (once && hasKernel(BATCH_NORM)) {
    const inputs = { x, gamma, beta };
    const [y, mean, variance] = tf.engine().runKernel<tf.Tensor[]>(
      BATCH_NORM,
      inputs,
      { epsilon },
    ) as [tf.Tensor3D, tf.Tensor2D, tf.Tensor2D];
    return { y, mean, variance };
  }
  const mean = tf.mean<tf.Tensor3D>(x, 1, true);
  const variance = varianceAround(x, mean);
  const inverse = tf.rsqrt(tf.add(variance, epsilon));
  // Mean and inverse deviation are no inputs, so that no gradient flows back
  // through them: the closed form contains it.
  const normalise = tf.customGrad<tf.Tensor3D>((...inputs) => {
    saveFunctionOf(inputs)([x, gamma, mean, inverse]);
    const slope = tf.mul(gamma, inverse);
    const offset = tf.sub(beta, tf.mul(mean, slope));
    return {
      value: tf.add(tf.mul(x, slope), offset),
      gradFunc: gradients,
    };
  });
  return {
    y: normalise(x, gamma, beta),
    mean: tf.squeeze(mean, [1]),
    variance: tf.squeeze(variance, [1]),
  };
}

/** Mean squared distance of each group's values from their mean. */
function varianceAround(x: tf.Tensor3D, mean: tf.Tensor3D): tf.Tensor3D {
  // Its own gradient only in order not to keep the squares until then.
  const variance = tf.customGrad<tf.Tensor3D>((...inputs) => {
    saveFunctionOf(inputs)([x, mean]);
    return {
      value: tf.mean(tf.squaredDifference(x, mean), 1, true),
      gradFunc: (dv, saved) => {
        const [x, mean] = saved as [tf.Tensor3D, tf.Tensor3D];
        const dx = tf.mul(tf.mul(dv, 2 / x.shape[1]), tf.sub(x, mean));
        // Moving the mean changes nothing to first order.
        return [dx, tf.zerosLike(mean)];
      },
    };
  });
  return variance(x, mean);
}

/** tfjs hands over what keeps tensors for the gradient after the inputs. */
function saveFunctionOf(
  inputs: readonly (tf.Tensor | tf.GradSaveFunc)[],
): tf.GradSaveFunc {
  return inputs.at(-1) as tf.GradSaveFunc;
}

/** The gradients of x, γ and β for that of y. */
function gradients(dy: tf.Tensor3D, saved: tf.Tensor[]): tf.Tensor[] {
  const [x, gamma, mean, inverse] = saved as [
    tf.Tensor3D,
    tf.Tensor1D,
    tf.Tensor3D,
    tf.Tensor3D,
  ];
  return tf.tidy(() => {
    const values = x.shape[1];
    const meanOf = (tensor: tf.Tensor) => tf.mean(tensor, 1, true);
    const dyMean = meanOf(dy);
    // ⟨δ x̂⟩ without x̂: rounded as x itself is, relative to its deviation.
    const dyNormalMean = tf.mul(
      tf.sub(meanOf(tf.mul(dy, x)), tf.mul(dyMean, mean)),
      inverse,
    );
    const slope = tf.mul(gamma, inverse);
    const slopeOfX = tf.neg(tf.mul(tf.mul(slope, inverse), dyNormalMean));
    const offset = tf.neg(
      tf.add(tf.mul(slope, dyMean), tf.mul(slopeOfX, mean)),
    );
    const sumOf = (means: tf.Tensor) => tf.mul(tf.sum(means, [0, 1]), values);
    return [
      tf.add(tf.mul(slope, dy), tf.add(tf.mul(slopeOfX, x), offset)),
      sumOf(dyNormalMean),
      sumOf(dyMean),
    ];
  });
}
