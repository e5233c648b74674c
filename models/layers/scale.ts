import * as tf from "@tensorflow/tfjs-core";
import { tensorNamed } from "../../core/tensors.ts";
import type { LayerFor } from "./layer.ts";

/**
 * y = α x with one scalar α "name/alpha", which starts at 0: at the end of a
 * residual branch it makes the block start as its short cut.
 *
 * Source: De and Smith, "Batch normalization biases residual blocks towards
 * the identity function in deep networks" (2020), "SkipInit".
 */
export function scale(name: string): LayerFor {
  return (inputShape) => ({
    outputShape: inputShape,
    multiplyAdds: 0,
    parameters: { [`${name}/alpha`]: { shape: [], values: 0 } },
    statistics: {},
    apply: (x, { parameters }) => ({
      y: tf.mul(x, tensorNamed(parameters, `${name}/alpha`)),
      statistics: {},
    }),
  });
}
