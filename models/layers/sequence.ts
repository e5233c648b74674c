import * as tf from "@tensorflow/tfjs-core";
import type { NamedTensors } from "../../core/tensors.ts";
import type { Layer, LayerFor, Start } from "./layer.ts";
import { mergedProbes } from "./probes.ts";

/**
 * Layers one after the other.
 *
 * @throws {RangeError} if two of them have a parameter of one name.
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
      multiplyAdds: layers.reduce((sum, layer) => sum + layer.multiplyAdds, 0),
      parameters: merged(layers.map(({ parameters }) => parameters)),
      statistics: merged(layers.map(({ statistics }) => statistics)),
      probes: mergedProbes(layers),
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

/**
 * All of them in one.
 *
 * @throws {RangeError} if a name comes twice.
 */
export function merged(
  parts: readonly Readonly<Record<string, Start>>[],
): Readonly<Record<string, Start>> {
  const all: Record<string, Start> = {};
  for (const [name, start] of parts.flatMap((part) => Object.entries(part))) {
    if (name in all) {
      throw new RangeError(`Cannot put layers together: two have "${name}"`);
    }
    all[name] = start;
  }
  return all;
}
