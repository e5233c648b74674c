import type { Model } from "../../core/model.ts";
import { heNormal } from "../../models/he_normal.ts";
import { conv2d } from "../../models/layers/conv2d.ts";
import { dense } from "../../models/layers/dense.ts";
import { flatten } from "../../models/layers/flatten.ts";
import { relu } from "../../models/layers/relu.ts";
import { sequence } from "../../models/layers/sequence.ts";
import { network } from "../../models/network.ts";

/** Sizes of the network. */
export interface SmallNetworkOptions {
  readonly inputShape: readonly [number, number, number];
  /** Filters of the convolution. */
  readonly filters: number;
  readonly classes: number;
}

/**
 * The least network with a convolution: 3×3 filters, ReLU, dense, with biases;
 * small enough for matrices of all its parameters.
 */
export function smallNetwork(
  { inputShape, filters, classes }: SmallNetworkOptions,
  layers: { readonly conv2d: typeof conv2d } = { conv2d },
): Model {
  const kernel = heNormal;
  return network({
    name: `small ${filters}-${classes}`,
    ...{ inputShape, classes },
    layer: sequence([
      layers.conv2d("conv_1", { filters, kernel }),
      relu(),
      flatten(),
      dense("dense_1", { outputs: classes, kernel }),
    ]),
  });
}
