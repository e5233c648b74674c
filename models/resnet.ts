import type { Model } from "../core/model.ts";
import { heNormal } from "./he_normal.ts";
import type { Initialiser } from "./initialiser.ts";
import { conv2d } from "./layers/conv2d.ts";
import { dense } from "./layers/dense.ts";
import { ghostBatchNorm } from "./layers/ghost_batch_norm.ts";
import { globalAveragePool } from "./layers/global_average_pool.ts";
import type { LayerFor } from "./layers/layer.ts";
import { relu } from "./layers/relu.ts";
import { residual } from "./layers/residual.ts";
import { sequence } from "./layers/sequence.ts";
import { subsample } from "./layers/subsample.ts";
import { network } from "./network.ts";

/** Sizes of a residual network for small images. */
export interface ResnetOptions {
  /** Layers with weights, 6n + 2: n blocks of two in each of three stages. */
  depth: number;
  /** Filters of the convolutions of each stage. */
  widths?: readonly [number, number, number];
  /** Height, width and channels of the images. */
  inputShape?: readonly [number, number, number];
  /** Number of classes. */
  classes?: number;
  /** Examples that are normalised together; default: no normalisation. */
  ghostBatchSize?: number;
  /** How kernels start; γ starts at 1, biases and β at 0. */
  kernel?: Initialiser;
}

/**
 * The residual networks for 32×32 images: a 3×3 convolution, three stages of
 * n = (depth - 2) / 6 blocks, the second and third entered with stride 2 by
 * parameter-free short cuts, global average, dense. Convolutions have no bias;
 * each is followed by ghost batch normalisation, or without it has a bias
 * instead. ResNet-32 has 464,154
 * parameters for 10 classes, ResNet-44 658,586; widths 32, 64, 128 make
 * "×2" of them.
 *
 * @throws {RangeError} if `depth` is not 8, 14, 20, ….
 *
 * Source: He et al., "Deep residual learning for image recognition" (2016),
 * section 4.2.
 */
export function resnet({
  depth,
  widths = [16, 32, 64],
  inputShape = [32, 32, 3],
  classes = 10,
  ghostBatchSize,
  kernel = heNormal,
}: ResnetOptions): Model {
  const blocks = (depth - 2) / 6;
  if (!Number.isSafeInteger(blocks) || blocks < 1) {
    throw new RangeError(
      `Cannot make a residual network: depth must be 6n + 2, current value ${depth}`,
    );
  }
  const layers = { kernel, ghostBatchSize };
  return network({
    name: `resnet-${depth} ${[...widths, classes].join("-")}`,
    ...{ inputShape, classes },
    layer: sequence([
      normalisedConv("conv_1", { ...layers, filters: widths[0], stride: 1 }),
      relu(),
      ...widths.flatMap((filters, stage) =>
        Array.from(
          { length: blocks },
          (_, block) =>
            basicBlock(`stage_${stage + 1}/block_${block + 1}`, {
              ...{ ...layers, filters },
              stride: stage > 0 && block === 0 ? 2 : 1,
            }),
        )
      ),
      globalAveragePool(),
      dense("dense_1", { outputs: classes, kernel }),
    ]),
  });
}

interface ConvOptions {
  filters: number;
  stride: number;
  ghostBatchSize: number | undefined;
  kernel: Initialiser;
}

/** ReLU of short cut plus convolution, ReLU, convolution. */
function basicBlock(name: string, options: ConvOptions): LayerFor {
  const { filters, stride } = options;
  return sequence([
    residual({
      branch: sequence([
        normalisedConv(`${name}/conv_1`, options),
        relu(),
        normalisedConv(`${name}/conv_2`, { ...options, stride: 1 }),
      ]),
      ...(stride === 1
        ? {}
        : { shortcut: subsample({ stride, channels: filters }) }),
    }),
    relu(),
  ]);
}

function normalisedConv(
  name: string,
  { ghostBatchSize, ...options }: ConvOptions,
): LayerFor {
  if (ghostBatchSize === undefined) {
    return conv2d(name, { ...options, bias: true });
  }
  return sequence([
    conv2d(name, { ...options, bias: false }),
    ghostBatchNorm(`${name}/norm`, { ghostBatchSize }),
  ]);
}
