import * as tf from "@tensorflow/tfjs-core";
import { conv2d, type Conv2dOptions } from "../../../models/layers/conv2d.ts";
import type { LayerFor } from "../../../models/layers/layer.ts";
import {
  observed,
  type ProbeInputs,
  type ProbeTable,
} from "../../../models/layers/probes.ts";
import { padded, patches } from "../../../models/layers/windows.ts";

/**
 * A convolution, with "same" padding and stride 1, whose gradient statistic is
 * wrong: Σ_i Σ_t (p_it ⊗ δ_it)², squared before it is summed over places t.
 */
export function squaresBeforeSums(
  name: string,
  options: Conv2dOptions,
): LayerFor {
  const layerFor = conv2d(name, options);
  const { filters, size = 3 } = options;
  const windows = { size, stride: 1, padding: (size - 1) / 2 };
  return (inputShape) => {
    const layer = layerFor(inputShape);
    const width = size * size * inputShape.at(-1)!;
    const [kernel, bias] = [`${name}/kernel`, `${name}/bias`];
    const squaredDeltas = ({ delta }: ProbeInputs) =>
      tf.reshape(tf.square(delta), [-1, filters]);
    const table: ProbeTable = {
      "squared gradients": {
        [kernel]: {
          shape: layer.parameters[kernel]!.shape,
          statistic: (given) => {
            const met = patches(
              padded(given.saved[0] as tf.Tensor4D, windows),
              windows,
            );
            const squares = tf.reshape(tf.square(met), [-1, width]);
            return tf.reshape(
              tf.matMul(squares, squaredDeltas(given), true),
              [...layer.parameters[kernel]!.shape],
            );
          },
        },
        [bias]: {
          shape: [filters],
          statistic: (given) => tf.sum(squaredDeltas(given), 0),
        },
      },
      "Kronecker factors": {},
    };
    return {
      ...layer,
      probes: table,
      apply: (x, { probes, ...state }) => {
        const { y, statistics } = layer.apply(x, state);
        return { y: observed(y, { table, probes, saved: [x] }), statistics };
      },
    };
  };
}
