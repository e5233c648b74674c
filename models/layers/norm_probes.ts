import * as tf from "@tensorflow/tfjs-core";
import {
  contributions,
  first,
  type Probe,
  type ProbeInputs,
  type ProbeTable,
} from "./probes.ts";

/**
 * The gradient statistics of y = γ x̂ + β, x̂ = (x - μ) / sqrt(σ² + ε). Saved
 * are x in its groups `[groups, values, channels]`, and μ and σ² of each group,
 * `[groups, channels]`.
 *
 * The sums over examples i are Σ (Σ_p δ_ip x̂_ip)² for γ and Σ (Σ_p δ_ip)² for
 * β, p being the places of an image: squares of what the example's own outputs
 * contribute to the gradient, so that the contributions add up to it. δ is that
 * of the loss as it is differentiated, a sum or a mean. γ and β are no
 * matrices: in place of Kronecker factors they have these. Contributions are
 * the same sums without squares.
 */
export function normProbes(
  name: string,
  { channels, epsilon }: { channels: number; epsilon: number },
): ProbeTable {
  const shape = [channels];
  const probes: Readonly<Record<string, Probe>> = {
    [`${name}/gamma`]: {
      shape,
      statistic: (given) => sumOfSquares(slopes(given, epsilon)),
    },
    [`${name}/beta`]: {
      shape,
      statistic: ({ delta, examples }) =>
        sumOfSquares(overPlaces(first(delta, examples))),
    },
  };
  return {
    "squared gradients": probes,
    "Kronecker factors": probes,
    "contributions": {
      ...contributions(`${name}/gamma`, {
        shape,
        gradient: (given) => tf.sum(slopes(given, epsilon), 0),
      }),
      ...contributions(`${name}/beta`, {
        shape,
        gradient: ({ delta }) => tf.sum(overPlaces(delta), 0),
      }),
    },
  };
}

/**
 * Σ_p δ_ip x̂_ip without x̂: (Σ_p δ_ip x_ip - μ Σ_p δ_ip) / sqrt(σ² + ε), which
 * is rounded as x itself is, relative to its deviation.
 */
function slopes(given: ProbeInputs, epsilon: number): tf.Tensor {
  const { delta, saved, examples } = given;
  const [x, mean, variance] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
  const group = delta.shape[0]! / x.shape[0]!;
  /** `[groups, channels]` for each of the observed examples. */
  const ofExamples = (tensor: tf.Tensor) => {
    const [groups, channels] = tensor.shape as [number, number];
    const each = tf.tile(tf.expandDims(tensor, 1), [1, group, 1]);
    return first(tf.reshape(each, [groups * group, channels]), examples);
  };
  const inverse = tf.rsqrt(tf.add(ofExamples(variance), epsilon));
  const products = tf.mul(
    first(delta, examples),
    first(tf.reshape(x, delta.shape), examples),
  );
  return tf.mul(
    tf.sub(
      overPlaces(products),
      tf.mul(ofExamples(mean), overPlaces(first(delta, examples))),
    ),
    inverse,
  );
}

/** Σ_p v_ip for each example, `[examples, channels]`. */
function overPlaces(values: tf.Tensor): tf.Tensor {
  const [examples, channels] = [values.shape[0]!, values.shape.at(-1)!];
  return tf.sum(tf.reshape(values, [examples, -1, channels]), 1);
}

/** Σ_i v_i² */
function sumOfSquares(values: tf.Tensor): tf.Tensor {
  return tf.sum(tf.square(values), 0);
}
