import * as tf from "@tensorflow/tfjs-core";
import { kernelGradient } from "./convolved.ts";
import { squares } from "./dense_probes.ts";
import {
  contributions,
  first,
  type ProbeInputs,
  type ProbeTable,
} from "./probes.ts";
import {
  mapWindow,
  padded,
  patches,
  pixelsOf,
  transposedPatches,
  type Windows,
} from "./windows.ts";

/** Numbers of an operand that are multiplied at once: a cache holds them. */
const CHUNK = 2 ** 20;
/** Numbers of whole windows that are held at once. */
const PATCHES = 2 ** 22;
/**
 * Channels from which on a pixel's product is wide enough by itself. With 1, 3
 * and 6 of them one product of whole windows takes an eighth, a third and half
 * the time with tensorflow, with 16 up to 1.4 times as long.
 */
const MANY_CHANNELS = 8;

/** Sizes of a convolution. */
export interface Conv2dProbesOptions extends Windows {
  /** Input channels. */
  readonly channels: number;
  /** Output channels. */
  readonly filters: number;
  /** Windows in an image. */
  readonly places: number;
  /** Whether it has a bias. */
  readonly bias: boolean;
}

/**
 * The gradient statistics of a convolution, with saved inputs `[x]`. With p
 * what the window meets at place t of example i, the sums over examples are,
 * δ being that of the loss as it is differentiated, a sum or a mean:
 *
 * - Σ_i (Σ_t p_it ⊗ δ_it)² for the kernel and Σ_i (Σ_t δ_it)² for the bias,
 *   summed over places before they are squared;
 * - Σ_i Σ_t a_it a_itᵀ with a = (p, 1), or p without a bias, and
 *   Σ_i (1/T) Σ_t δ_it δ_itᵀ, T being the number of places;
 * - Σ_i Σ_t p_it ⊗ δ_it for the kernel and Σ_i Σ_t δ_it for the bias.
 *
 * The kernel's takes as many multiply-adds as the convolution itself: with few
 * channels one product of matrices for each example, else one for each pixel of
 * the window and example, where rows of zeros that lie between windows, up to a
 * sixth more, are not counted.
 *
 * Source: Wen et al., "An empirical study of stochastic gradient descent with
 * structured covariance noise" (2020); Grosse and Martens, "A
 * Kronecker-factored approximate Fisher matrix for convolution layers" (2016),
 * theorem 1.
 */
export function conv2dProbes(
  name: string,
  options: Conv2dProbesOptions,
): ProbeTable {
  const { size, channels, filters, places, bias } = options;
  const width = size * size * channels;
  const rowsWidth = width + (bias ? 1 : 0);
  return {
    "squared gradients": {
      [`${name}/kernel`]: {
        shape: [size, size, channels, filters],
        multiplyAdds: places * width * filters,
        statistic: (given) => squaredKernelGradients(given, options),
      },
      ...(bias
        ? {
          [`${name}/bias`]: {
            shape: [filters],
            statistic: (given) =>
              tf.sum(tf.square(tf.sum(deltaOf(given, options), 1)), 0),
          },
        }
        : {}),
    },
    "Kronecker factors": {
      [`${name}/inputs`]: {
        shape: [rowsWidth, rowsWidth],
        multiplyAdds: places * rowsWidth * rowsWidth,
        statistic: ({ saved: [x], examples }) => {
          const images = padded(x as tf.Tensor4D, options);
          const size = Math.max(1, Math.floor(PATCHES / (places * width)));
          return sumOverChunks({ examples, size }, (from, count) => {
            const windows = patches(tf.slice(images, from, count), options);
            const rows = tf.reshape(windows, [-1, width]) as tf.Tensor2D;
            const ones = tf.fill([rows.shape[0], 1], 1) as tf.Tensor2D;
            return squares(bias ? tf.concat([rows, ones], 1) : rows);
          });
        },
      },
      [`${name}/outputs`]: {
        shape: [filters, filters],
        multiplyAdds: places * filters * filters,
        statistic: (given) => {
          const rows = tf.reshape(deltaOf(given, options), [-1, filters]);
          return tf.div(squares(rows as tf.Tensor2D), places);
        },
      },
    },
    "contributions": {
      ...contributions(`${name}/kernel`, {
        shape: [size, size, channels, filters],
        gradient: ({ delta, saved: [x] }) =>
          kernelGradient(x as tf.Tensor4D, delta as tf.Tensor4D, options),
      }),
      ...(bias
        ? contributions(`${name}/bias`, {
          shape: [filters],
          gradient: ({ delta }) => tf.sum(delta, [0, 1, 2]),
        })
        : {}),
    },
  };
}

/** Σ_i (Σ_t p_it ⊗ δ_it)² */
function squaredKernelGradients(
  given: ProbeInputs,
  options: Conv2dProbesOptions,
): tf.Tensor {
  const { size, channels, filters } = options;
  const sums = channels < MANY_CHANNELS
    ? squaresByWindow(given, options)
    : squaresByPixel(given, options);
  return tf.reshape(sums, [size, size, channels, filters]);
}

/** By one product for each example, of whole windows. */
function squaresByWindow(
  { saved: [x], delta, examples }: ProbeInputs,
  options: Conv2dProbesOptions,
): tf.Tensor {
  const { size, channels, places } = options;
  const images = padded(first(x!, examples) as tf.Tensor4D, options);
  const deltas = deltaOf({ delta, examples }, options);
  const numbers = size * size * channels * places;
  const chunk = Math.max(1, Math.floor(CHUNK / numbers));
  return sumOverChunks({ examples, size: chunk }, (from, count) => {
    const p = transposedPatches(tf.slice(images, from, count), options);
    const gradients = tf.matMul(p, tf.slice(deltas, from, count));
    return tf.sum(tf.square(gradients), 0);
  });
}

/** By one product for each pixel of the window and example. */
function squaresByPixel(
  { saved: [x], delta, examples }: ProbeInputs,
  options: Conv2dProbesOptions,
): tf.Tensor {
  const { channels, filters, places } = options;
  const images = pixelsOf(first(x!, examples) as tf.Tensor4D, options);
  // As wide as it is high, so that products find their rows one by one.
  const deltas = tf.transpose(
    images.rowsOf(first(delta, examples) as tf.Tensor4D),
    [0, 2, 1],
  );
  const numbers = channels * Math.max(places, filters);
  const chunk = Math.max(1, Math.floor(CHUNK / numbers));
  const sums = mapWindow(
    options,
    (pixel) =>
      sumOverChunks({ examples, size: chunk }, (from, count) => {
        const p = images.at({ from, count, ...pixel });
        const gradients = tf.matMul(tf.slice(deltas, from, count), p);
        return tf.sum(tf.square(gradients), 0);
      }),
  );
  return tf.transpose(tf.stack(sums), [0, 2, 1]);
}

/** δ of the observed examples, `[examples, places, filters]`. */
function deltaOf(
  { delta, examples }: Pick<ProbeInputs, "delta" | "examples">,
  { places, filters }: Conv2dProbesOptions,
): tf.Tensor3D {
  return tf.slice<tf.Rank.R3, tf.Tensor3D>(
    tf.reshape(delta, [-1, places, filters]),
    0,
    examples,
  );
}

/** The sum of `f` over all examples, `size` at a time. */
function sumOverChunks(
  { examples, size }: { examples: number; size: number },
  f: (from: number, count: number) => tf.Tensor,
): tf.Tensor {
  let sum: tf.Tensor | undefined;
  for (let from = 0; from < examples; from += size) {
    const last = sum;
    sum = tf.tidy(() => {
      const part = f(from, Math.min(size, examples - from));
      return last === undefined ? part : tf.add(last, part);
    });
    last?.dispose();
  }
  return sum!;
}
