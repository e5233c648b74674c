import * as tf from "@tensorflow/tfjs-core";
import {
  disposeTensors,
  type NamedTensors,
  tensorNamed,
} from "../../core/tensors.ts";

/** A network in evaluation whose normalisation is part of its weights. */
export interface FoldedNorms {
  /** What is left to be trained: w', b' under the names of w and β. */
  readonly free: NamedTensors;
  /** What normalises no more: γ = 1, and biases 0 before a normalisation. */
  readonly fixed: NamedTensors;
  /** Means 0 and variances 1 - ε, with which it does not. */
  readonly statistics: NamedTensors;
}

/**
 * Folds normalisation by given statistics into the weights before it,
 *
 *     w' = γ w / √(v + ε),   b' = β + γ (b - μ) / √(v + ε),
 *
 * so that the same network, with the free and the fixed parameters together,
 * computes the same as before. Each normalisation has to follow its layer
 * directly: "…/kernel" and "…/bias" that come last before its "…/gamma". Names
 * do not tell whether something comes between: where it is the sum of a residual
 * block, as in `wideResnet`, the network computes something else afterwards. The
 * caller owns all of it.
 *
 * @throws {RangeError} if there is no such kernel before a γ.
 */
export function foldedNorms(
  parameters: NamedTensors,
  { statistics, epsilon = 1e-5 }: {
    statistics: NamedTensors;
    epsilon?: number;
  },
): FoldedNorms {
  const free: Record<string, tf.Tensor> = {};
  const fixed: Record<string, tf.Tensor> = {};
  const identity: Record<string, tf.Tensor> = {};
  let layer: { kernel: string; bias?: string } | undefined;
  for (const [name, tensor] of Object.entries(parameters)) {
    const folded = name.endsWith("/beta");
    if (!folded) free[name] = tf.clone(tensor);
    if (name.endsWith("/kernel")) layer = { kernel: name };
    if (name.endsWith("/bias") && layer !== undefined) layer.bias = name;
    if (!name.endsWith("/gamma")) continue;
    const norm = name.slice(0, -"/gamma".length);
    const channels = tensor.shape.at(-1);
    if (layer === undefined || free[layer.kernel]?.shape.at(-1) !== channels) {
      throw new RangeError(
        `Cannot fold ${norm} into weights: no layer of ${channels} outputs comes right before it`,
      );
    }
    const slope = tf.tidy(() =>
      tf.mul(
        tensor,
        tf.rsqrt(tf.add(tensorNamed(statistics, `${norm}/variance`), epsilon)),
      )
    );
    const kernel = free[layer.kernel]!;
    free[layer.kernel] = tf.mul(kernel, slope);
    free[`${norm}/beta`] = tf.tidy(() => {
      const mean = tensorNamed(statistics, `${norm}/mean`);
      const { bias } = layer!;
      const from = bias === undefined ? tf.neg(mean) : tf.sub(
        tensorNamed(parameters, bias),
        mean,
      );
      return tf.add(
        tensorNamed(parameters, `${norm}/beta`),
        tf.mul(slope, from),
      );
    });
    disposeTensors({ kernel, slope, gamma: free[name]! });
    delete free[name];
    fixed[name] = tf.onesLike(tensor);
    if (layer.bias !== undefined) {
      const bias = free[layer.bias]!;
      fixed[layer.bias] = tf.zerosLike(bias);
      disposeTensors({ bias });
      delete free[layer.bias];
    }
    identity[`${norm}/mean`] = tf.zerosLike(tensor);
    identity[`${norm}/variance`] = tf.fill(tensor.shape, 1 - epsilon);
    layer = undefined;
  }
  return { free, fixed, statistics: identity };
}
