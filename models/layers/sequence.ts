import * as tf from "@tensorflow/tfjs-core";
import type { NamedTensors } from "../../core/tensors.ts";
import { contentsOf } from "./contents.ts";
import type { Layer, LayerFor } from "./layer.ts";

/**
 * Layers one after the other.
 *
 * @throws {RangeError} if two of them have a parameter of one name, drop
 * out, or normalise ghost batches of different sizes.
 */
export function sequence(layersFor: readonly LayerFor[]): LayerFor {
  return (inputShape) => {
    const layers: Layer[] = [];
    let outputShape = inputShape;
    for (const layerFor of layersFor) {
      const layer = layerFor(outputShape);
      layers.push(layer);
      outputShape = layer.outputShape;
    }
    return {
      outputShape,
      ...contentsOf(layers),
      apply: (x, state) => {
        let y = x;
        const statistics: NamedTensors[] = [];
        for (const layer of layers) {
          const input = y;
          const output = tf.tidy(() => ({ ...layer.apply(input, state) }));
          // Evaluation would hold all activations; a gradient has its clones.
          if (input !== x && input !== output.y) input.dispose();
          y = output.y;
          statistics.push(output.statistics);
        }
        return { y, statistics: Object.assign({}, ...statistics) };
      },
    };
  };
}
