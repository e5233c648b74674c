import * as tf from "@tensorflow/tfjs-core";
import type { Probe, ProbeInputs, ProbeTable } from "./probes.ts";

/**
 * The gradient statistics of y = γ x̂ + β, x̂ = (x - μ) / sqrt(σ² + ε). Saved
 * are x in its groups `[groups, values, channels]`, and μ and σ² of each group,
 * `[groups, channels]`.
 *
 * The sums over examples i are Σ (Σ_p δ_ip x̂_ip)² for γ and Σ (Σ_p δ_ip)² for
 * β, p being the places of an image: squares of what the example's own outputs
 * contribute to the gradient, so that the contributions add up to it. δ is that
 * of the loss as it is differentiated, a sum or a mean. γ and β are no
 * matrices: in place of Kronecker factors they have these.
 */
export function normProbes(
  name: string,
  { channels, epsilon }: { channels: number; epsilon: number },
): ProbeTable {
  const shape = [channels];
  const probes: Readonly<Record<string, Probe>> = {
    [`${name}/gamma`]: {
      shape,
      statistic: (given) => {
        const { delta, normal } = inGroups(given, epsilon);
        return squaredContributions(tf.mul(delta, normal), given);
      },
    },
    [`${name}/beta`]: {
      shape,
      statistic: (given) => squaredContributions(given.delta, given),
    },
  };
  return { "squared gradients": probes, "Kronecker factors": probes };
}

/** δ and x̂ of the groups that have observed examples. */
function inGroups(
  { delta, saved, examples }: ProbeInputs,
  epsilon: number,
): { delta: tf.Tensor; normal: tf.Tensor } {
  const [x, mean, variance] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
  const groupSize = delta.shape[0]! / x.shape[0]!;
  const groups = Math.ceil(examples / groupSize);
  const of = (tensor: tf.Tensor) => tf.slice(tensor, 0, groups);
  const inverse = tf.rsqrt(tf.add(of(variance), epsilon));
  const centred = tf.sub(of(x), tf.expandDims(of(mean), 1));
  return {
    delta: of(tf.reshape(delta, x.shape)),
    normal: tf.mul(centred, tf.expandDims(inverse, 1)),
  };
}

/** Σ_i (Σ_p v_ip)² over the observed examples, `[channels]`. */
function squaredContributions(
  values: tf.Tensor,
  { delta, examples }: ProbeInputs,
): tf.Tensor {
  const [batch, channels] = [delta.shape[0]!, delta.shape.at(-1)!];
  const places = delta.size / (batch * channels);
  const images = tf.reshape(values, [-1, places, channels]);
  const observed = tf.slice(images, 0, examples);
  return tf.sum(tf.square(tf.sum(observed, 1)), 0);
}
