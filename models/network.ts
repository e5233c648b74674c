import * as tf from "@tensorflow/tfjs-core";
import { rootKey } from "../core/key.ts";
import type { Model } from "../core/model.ts";
import { sizeOf } from "./initialiser.ts";
import { checkInputShape } from "./input_shape.ts";
import { type LayerFor, type Start, startTensors } from "./layers/layer.ts";
import { probesOf } from "./layers/probes.ts";

/** What makes a network of a layer. */
export interface NetworkOptions {
  /** Name and sizes; the model's also tells its ghost batches and dropout. */
  name: string;
  /** Shape of one input. */
  inputShape: readonly number[];
  /** Number of classes. */
  classes: number;
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
  { name, inputShape, classes, layer: layerFor }: NetworkOptions,
): Model {
  const layer = layerFor(inputShape);
  if (layer.outputShape.join() !== `${classes}`) {
    throw new RangeError(
      `Cannot make ${name}: it must have ${classes} outputs, current shape [${
        layer.outputShape.join(", ")
      }]`,
    );
  }
  const { ghostBatchSize, dropRate } = layer;
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
    zeroProbes: (statistic) => {
      const probes = probesOf(layer, { statistic, name });
      // Filled by a kernel: a compiled step would contain written zeros.
      return Object.fromEntries(
        Object.entries(probes)
          .map(([name, { shape }]) => [name, tf.fill([...shape], 0)]),
      );
    },
    statisticMultiplyAdds: (statistic) =>
      Object.values(probesOf(layer, { statistic, name }))
        .reduce((sum, { multiplyAdds = 0 }) => sum + multiplyAdds, 0),
    apply: (parameters, { x, ...rest }) => {
      checkInputShape(inputShape, x);
      if (rest.statistics !== undefined && rest.probes !== undefined) {
        throw new RangeError(
          `Cannot apply ${name} with both statistics and probes: gradient statistics are of training`,
        );
      }
      const { y, statistics } = tf.tidy(() => ({
        ...layer.apply(x, { parameters, ...rest }),
      }));
      return { logits: y as tf.Tensor2D, statistics };
    },
  };
}

function count(starts: Readonly<Record<string, Start>>): number {
  return Object.values(starts)
    .reduce((sum, { shape }) => sum + sizeOf(shape), 0);
}
