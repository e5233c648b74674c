/**
 * Wide residual networks for 32×32 images, with pre-activation: with ghost
 * batch normalisation, or without any normalisation by SkipInit.
 *
 * @module
 */
import type { Model } from "../core/model.ts";
import { heNormal } from "./he_normal.ts";
import { conv2d, type Conv2dOptions } from "./layers/conv2d.ts";
import { dense } from "./layers/dense.ts";
import { dropout } from "./layers/dropout.ts";
import { ghostBatchNorm } from "./layers/ghost_batch_norm.ts";
import { globalAveragePool } from "./layers/global_average_pool.ts";
import type { LayerFor } from "./layers/layer.ts";
import { relu } from "./layers/relu.ts";
import { residual } from "./layers/residual.ts";
import { scale } from "./layers/scale.ts";
import { sequence } from "./layers/sequence.ts";
import { network } from "./network.ts";

/** Sizes of a wide residual network. */
export interface WideResnetSizes {
  /** Layers with weights, 6n + 4: n blocks of two in each of three groups. */
  depth: number;
  /** How many times wider than `width` the first group is. */
  widenFactor: number;
  /** Filters of the first convolution. */
  width?: number;
  /** Height, width and channels of the images. */
  inputShape?: readonly [number, number, number];
  /** Number of classes. */
  classes?: number;
}

/** Sizes of a wide residual network with normalisation. */
export interface WideResnetOptions extends WideResnetSizes {
  /** Examples that are normalised together. */
  ghostBatchSize: number;
}

/** Sizes of a wide residual network without normalisation. */
export interface SkipinitWideResnetOptions extends WideResnetSizes {
  /** Probability of dropout before the dense layer; default: no dropout. */
  dropRate?: number;
}

/**
 * Wide ResNet "depth-factor": a 3×3 convolution, three groups of
 * n = (depth - 4) / 6 blocks with 1, 2 and 4 times the filters of the first
 * one, the second and third entered with stride 2, normalisation, ReLU, global
 * average, dense. A block is short cut plus normalisation, ReLU, convolution,
 * twice; where it changes the shape the short cut is a 1×1 convolution of the
 * block's first ReLU. Convolutions have no bias, kernels are He-normal.
 * 16-4 has 2,748,890 parameters for 10 classes, 28-10 36,536,884 for 100.
 *
 * @throws {RangeError} if `depth` is not 10, 16, 22, ….
 *
 * Source: Zagoruyko and Komodakis, "Wide residual networks" (2016).
 */
export function wideResnet(
  { ghostBatchSize, ...sizes }: WideResnetOptions,
): Model {
  return wideResnetOf({
    ...{ sizes, family: "wide-resnet" },
    conv: (name, options) =>
      conv2d(name, { kernel: heNormal, bias: false, ...options }),
    activation: (name) =>
      sequence([ghostBatchNorm(name, { ghostBatchSize }), relu()]),
    branchEnd: () => [],
    end: [],
  });
}

/**
 * A wide ResNet without normalisation: "SkipInit", every branch ends with a
 * learned factor that starts at 0, with biases and dropout, "Regularized
 * SkipInit".
 *
 * @throws {RangeError} as {@linkcode wideResnet}, and unless
 * 0 < `dropRate` < 1.
 *
 * Source: De and Smith, "Batch normalization biases residual blocks towards
 * the identity function in deep networks" (2020).
 */
export function skipinitWideResnet(
  { dropRate, ...sizes }: SkipinitWideResnetOptions,
): Model {
  return wideResnetOf({
    ...{ sizes, family: "skipinit-wide-resnet" },
    conv: (name, options) => conv2d(name, { kernel: heNormal, ...options }),
    activation: () => relu(),
    branchEnd: (name) => [scale(name)],
    end: dropRate === undefined ? [] : [dropout(dropRate)],
  });
}

/** What networks with and without normalisation have different. */
interface Parts {
  conv(name: string, sizes: Omit<Conv2dOptions, "kernel" | "bias">): LayerFor;
  /** ReLU, of normalised values where they are. */
  activation(name: string): LayerFor;
  branchEnd(name: string): readonly LayerFor[];
}

function wideResnetOf(
  { family, sizes, end, ...parts }: Parts & {
    family: string;
    sizes: WideResnetSizes;
    /** Before the dense layer. */
    end: readonly LayerFor[];
  },
): Model {
  const { depth, widenFactor, width = 16, classes = 10 } = sizes;
  const { inputShape = [32, 32, 3] } = sizes;
  const blocks = (depth - 4) / 6;
  if (!Number.isSafeInteger(blocks) || blocks < 1) {
    throw new RangeError(
      `Cannot make a wide residual network: depth must be 6n + 4, current value ${depth}`,
    );
  }
  return network({
    name: `${family}-${depth}-${widenFactor} ${width}-${classes}`,
    ...{ inputShape, classes },
    layer: sequence([
      parts.conv("conv_1", { filters: width }),
      ...[1, 2, 4].flatMap((times, group) =>
        Array.from(
          { length: blocks },
          (_, block) =>
            preActivated(`group_${group + 1}/block_${block + 1}`, {
              ...{ parts, filters: times * width * widenFactor },
              stride: group > 0 && block === 0 ? 2 : 1,
            }),
        )
      ),
      parts.activation("norm"),
      globalAveragePool(),
      ...end,
      dense("dense_1", { outputs: classes, kernel: heNormal }),
    ]),
  });
}

/** Short cut plus activation, convolution, activation, convolution. */
function preActivated(
  name: string,
  { parts: { conv, activation, branchEnd }, filters, stride }: {
    parts: Parts;
    filters: number;
    stride: number;
  },
): LayerFor {
  const first = activation(`${name}/norm_1`);
  const rest = [
    conv(`${name}/conv_1`, { filters, stride }),
    activation(`${name}/norm_2`),
    conv(`${name}/conv_2`, { filters }),
    ...branchEnd(name),
  ];
  const withIdentity = residual({ branch: sequence([first, ...rest]) });
  const withProjection = sequence([
    first,
    residual({
      branch: sequence(rest),
      shortcut: conv(`${name}/shortcut`, { filters, size: 1, stride }),
    }),
  ]);
  return (inputShape) =>
    stride === 1 && inputShape.at(-1) === filters
      ? withIdentity(inputShape)
      : withProjection(inputShape);
}
