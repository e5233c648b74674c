import * as tf from "@tensorflow/tfjs-core";
import type { GradientMethod } from "../core/method.ts";
import { type NamedTensors, tensorNamed } from "../core/tensors.ts";
import { choleskyFactor } from "./cholesky.ts";
import { fisherNoise, type FisherNoiseOptions } from "./fisher_noise.ts";

const INPUTS = "/inputs";

/**
 * Block-diagonal K-FAC noise: to the gradient `[in, out]` of each layer's kernel,
 * with the bias as its last row, is added c L_A Ξ L_Sᵀ, Ξ having entries from
 * N(0, 1): mean zero and covariance c² A ⊗ S, with L_A L_Aᵀ = A and
 * L_S L_Sᵀ = S the factors of the layer's block of the Fisher matrix, estimated
 * from the step's own examples. Other parameters (batch normalisation's) get
 * diagonal-Fisher noise. Scale 0 is plain SGD, bit for bit.
 *
 * For a layer of n inputs and k outputs the statistic takes n² + k² multiply-
 * adds an example (a place, for convolutions), where the forward pass takes n k;
 * the factorisations take (n³ + k³) / 6 in each step, up to single precision
 * (see `cholesky.ts`); then n² k + n k², and n k random numbers. One core takes
 * 2 ms for n = 500 with TensorFlow's factorisation, and each engine without one
 * about n · 0.1 ms.
 *
 * @throws {RangeError} as {@linkcode noiseScale}, and unless
 * `statisticExamples` is a positive integer.
 *
 * Source: Wen et al., "An empirical study of stochastic gradient descent with
 * structured covariance noise" (2020), section 5.4; Martens and Grosse,
 * "Optimizing neural networks with Kronecker-factored approximate curvature"
 * (2015).
 */
export function kfacNoise(options: FisherNoiseOptions): GradientMethod {
  return fisherNoise(options, {
    name: "K-FAC noise",
    statistic: "Kronecker factors",
    noise: ({ statistic, normals, c }) => {
      const parts = Object.entries(statistic).map(([name, value]) => {
        if (name.endsWith(INPUTS)) {
          const layer = name.slice(0, -INPUTS.length);
          const s = tensorNamed(statistic, `${layer}/outputs`) as tf.Tensor2D;
          return layerNoise(layer, {
            ...{ normals, c, s },
            a: value as tf.Tensor2D,
          });
        }
        if (!(name in normals)) return {};
        const normal = tf.mul(tensorNamed(normals, name), c);
        return { [name]: tf.mul(tf.sqrt(value), normal) };
      });
      return Object.assign({}, ...parts);
    },
  });
}

/** c L_A Ξ L_Sᵀ for the kernel and bias of one layer. */
function layerNoise(
  layer: string,
  { normals, a, s, c }: {
    normals: NamedTensors;
    a: tf.Tensor2D;
    s: tf.Tensor2D;
    c: number;
  },
): NamedTensors {
  const [rows, outputs] = [a.shape[0], s.shape[0]];
  const { shape, size } = tensorNamed(normals, `${layer}/kernel`);
  const inputs = size / outputs;
  const ofKernel = tf.reshape(normals[`${layer}/kernel`]!, [inputs, outputs]);
  const hasBias = rows > inputs;
  const xi = hasBias
    ? tf.concat([
      ofKernel,
      tf.reshape(tensorNamed(normals, `${layer}/bias`), [1, outputs]),
    ])
    : ofKernel;
  const noise = tf.mul(
    tf.matMul(
      tf.matMul(choleskyFactor(a), xi),
      choleskyFactor(s),
      ...[false, true],
    ),
    c,
  );
  return {
    [`${layer}/kernel`]: tf.reshape(tf.slice(noise, 0, inputs), shape),
    ...(hasBias
      ? { [`${layer}/bias`]: tf.reshape(tf.slice(noise, inputs), [outputs]) }
      : {}),
  };
}
