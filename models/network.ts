import type * as tf from "@tensorflow/tfjs-core";
import { rootKey } from "../core/key.ts";
import type { Model } from "../core/model.ts";
import { sizeOf } from "./initialiser.ts";
import { checkInputShape } from "./input_shape.ts";
import { type LayerFor, type Start, startTensors } from "./layers/layer.ts";

/** What makes a network of a layer. */
export interface NetworkOptions {
  /** Name and sizes; the model's also tells its ghost batches and dropout. */
  name: string;
  /** Shape of one input. */
  inputShape: readonly number[];
  /** Number of classes. */
  classes: number;
  /** The ghost batch size of its layers that normalise. */
  ghostBatchSize?: number | undefined;
  /** Everything from the inputs to the logits. */
  layer: LayerFor;
}

/**
 * A layer whose outputs are logits, as a model.
 *
 * @throws {RangeError} if it has another number of outputs than classes, or
 * cannot take inputs of that shape.
 */
export function network(
  { name, inputShape, classes, ghostBatchSize, layer: layerFor }:
    NetworkOptions,
): Model {
  const layer = layerFor(inputShape);
  if (layer.outputShape.join() !== `${classes}`) {
    throw new RangeError(
      `Cannot make ${name}: it must have ${classes} outputs, current shape [${
        layer.outputShape.join(", ")
      }]`,
    );
  }
  const { dropRate } = layer;
  return {
    name: [
      name,
      ...(ghostBatchSize === undefined
        ? []
        : [`ghost batches of ${ghostBatchSize}`]),
      ...(dropRate === undefined ? [] : [`dropout ${dropRate}`]),
    ].join(", "),
    inputShape,
    classes,
    parameterCount: count(layer.parameters),
    multiplyAdds: layer.multiplyAdds,
    ...(ghostBatchSize === undefined ? {} : { ghostBatchSize }),
    ...(dropRate === undefined ? {} : { dropRate }),
    init: (key) => startTensors(layer.parameters, key),
    initStatistics: () => startTensors(layer.statistics, rootKey(0)),
    apply: (parameters, { x, ...rest }) => {
      checkInputShape(inputShape, x);
      const { y, statistics } = layer.apply(x, { parameters, ...rest });
      return { logits: y as tf.Tensor2D, statistics };
    },
  };
}

function count(starts: Readonly<Record<string, Start>>): number {
  return Object.values(starts)
    .reduce((sum, { shape }) => sum + sizeOf(shape), 0);
}
