import type { Model } from "../core/model.ts";
import { heNormal } from "./he_normal.ts";
import { checkSizes } from "./layers/check_sizes.ts";
import { conv2d } from "./layers/conv2d.ts";
import { dense } from "./layers/dense.ts";
import { ghostBatchNorm } from "./layers/ghost_batch_norm.ts";
import { globalAveragePool } from "./layers/global_average_pool.ts";
import type { LayerFor } from "./layers/layer.ts";
import { maxPool } from "./layers/max_pool.ts";
import { relu } from "./layers/relu.ts";
import { residual } from "./layers/residual.ts";
import { sequence } from "./layers/sequence.ts";
import { network } from "./network.ts";

/** Sizes of ResNet-50; the defaults are the standard ones. */
export interface Resnet50Options {
  /** Height, width and channels of the images. */
  inputShape?: readonly [number, number, number];
  /** Blocks of each stage; 3, 4, 23, 3 make ResNet-101 of it. */
  blocks?: readonly [number, number, number, number];
  /** Filters of the 3×3 convolutions of each stage. */
  widths?: readonly [number, number, number, number];
  /** Number of classes. */
  classes?: number;
  /** Examples that are normalised together. */
  ghostBatchSize: number;
}

/** How many times the filters of its 3×3 convolution a block puts out. */
const EXPANSION = 4;

/**
 * ResNet-50: a 7×7 convolution with stride 2, a max-pool of 3×3 with stride 2,
 * four stages of blocks, global average, dense. A block is ReLU of short cut
 * plus convolutions 1×1, 3×3, 1×1 with ReLU between them; the 3×3 one has the
 * stride 2 that the second to fourth stage are entered with, and the short cut
 * of each stage's first block is a 1×1 convolution. Convolutions have no bias;
 * each is followed by ghost batch normalisation. Kernels are He-normal;
 * 25,557,032 parameters.
 *
 * @throws {RangeError} unless every stage has a positive number of blocks.
 *
 * Source: He et al., "Deep residual learning for image recognition" (2016),
 * table 1; the stride's place as in Goyal et al., "Accurate, large minibatch
 * SGD" (2017), and torchvision.
 */
export function resnet50({
  inputShape = [224, 224, 3],
  blocks = [3, 4, 6, 3],
  widths = [64, 128, 256, 512],
  classes = 1000,
  ghostBatchSize,
}: Resnet50Options): Model {
  const conv = (name: string, sizes: ConvSizes) =>
    sequence([
      conv2d(name, { ...sizes, kernel: heNormal, bias: false }),
      ghostBatchNorm(`${name}/norm`, { ghostBatchSize }),
    ]);
  checkSizes(
    "resnet-50",
    Object.fromEntries(
      blocks.map((count, stage) => [`blocks of stage ${stage + 1}`, count]),
    ),
  );
  const depth = 2 + 3 * blocks.reduce((sum, count) => sum + count, 0);
  return network({
    name: `resnet-${depth} ${[...widths, classes].join("-")}`,
    ...{ inputShape, classes },
    layer: sequence([
      conv("conv_1", { filters: widths[0], size: 7, stride: 2 }),
      relu(),
      maxPool(3, { stride: 2, padding: 1 }),
      ...widths.flatMap((filters, stage) =>
        Array.from(
          { length: blocks[stage]! },
          (_, block) =>
            bottleneck(`stage_${stage + 1}/block_${block + 1}`, {
              ...{ conv, filters, isFirst: block === 0 },
              stride: stage > 0 && block === 0 ? 2 : 1,
            }),
        )
      ),
      globalAveragePool(),
      dense("dense_1", { outputs: classes, kernel: heNormal }),
    ]),
  });
}

interface ConvSizes {
  filters: number;
  size: number;
  stride?: number;
}

function bottleneck(
  name: string,
  { conv, filters, stride, isFirst }: {
    /** Convolution and normalisation. */
    conv: (name: string, sizes: ConvSizes) => LayerFor;
    filters: number;
    stride: number;
    isFirst: boolean;
  },
): LayerFor {
  const wide = { filters: filters * EXPANSION, size: 1 };
  return sequence([
    residual({
      branch: sequence([
        conv(`${name}/conv_1`, { filters, size: 1 }),
        relu(),
        conv(`${name}/conv_2`, { filters, size: 3, stride }),
        relu(),
        conv(`${name}/conv_3`, wide),
      ]),
      ...(isFirst
        ? { shortcut: conv(`${name}/shortcut`, { ...wide, stride }) }
        : {}),
    }),
    relu(),
  ]);
}
