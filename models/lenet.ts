import type { Model } from "../core/model.ts";
import { heNormal } from "./he_normal.ts";
import { conv2d } from "./layers/conv2d.ts";
import { dense } from "./layers/dense.ts";
import { flatten } from "./layers/flatten.ts";
import { maxPool } from "./layers/max_pool.ts";
import { relu } from "./layers/relu.ts";
import { sequence } from "./layers/sequence.ts";
import { network } from "./network.ts";

/** Sizes of LeNet; the defaults are LeNet-5's. */
export interface LenetOptions {
  /** Height, width and channels of the images. */
  inputShape?: readonly [number, number, number];
  /** Filters of the two convolutions. */
  widths?: readonly [number, number];
  /** Units of the two hidden dense layers. */
  hidden?: readonly [number, number];
  /** Number of classes. */
  classes?: number;
}

/**
 * LeNet as it is used today, with ReLU and max-pooling: 5×5 convolutions, the
 * first one padded by 2, each with ReLU and a max-pool of 2; two hidden dense
 * layers with ReLU, and one to the classes. Kernels are He-normal, biases 0;
 * 61,706 parameters.
 *
 * Source: LeCun et al., "Gradient-based learning applied to document
 * recognition" (1998), LeNet-5; here the second convolution sees all channels.
 */
export function lenet({
  inputShape = [28, 28, 1],
  widths = [6, 16],
  hidden = [120, 84],
  classes = 10,
}: LenetOptions = {}): Model {
  const [first, second] = widths;
  const kernel = heNormal;
  const conv = { size: 5, kernel };
  return network({
    name: `lenet ${[...widths, ...hidden, classes].join("-")}`,
    ...{ inputShape, classes },
    layer: sequence([
      conv2d("conv_1", { ...conv, filters: first }),
      relu(),
      maxPool(2),
      conv2d("conv_2", { ...conv, filters: second, padding: 0 }),
      relu(),
      maxPool(2),
      flatten(),
      ...hidden.flatMap((outputs, index) => [
        dense(`dense_${index + 1}`, { outputs, kernel }),
        relu(),
      ]),
      dense("dense_3", { outputs: classes, kernel }),
    ]),
  });
}
