import * as tf from "@tensorflow/tfjs-core";
import type { LayerFor } from "./layer.ts";

/**
 * Dropout: y = m x / (1 - p), each m 0 with probability p, the rate, and else
 * 1, drawn anew for every number. With nothing to draw from, y = x.
 *
 * @throws {RangeError} unless 0 < `rate` < 1.
 *
 * Source: Srivastava et al., "Dropout" (2014), with the scale in training, as
 * in PyTorch.
 */
export function dropout(rate: number): LayerFor {
  if (!(rate > 0 && rate < 1)) {
    throw new RangeError(
      `Cannot make dropout: rate must be above 0 and below 1, current value ${rate}`,
    );
  }
  // Words lie from -2^31 to 2^31 - 1.
  const threshold = Math.min(Math.round((rate - 0.5) * 2 ** 32), 2 ** 31 - 1);
  return (inputShape) => ({
    outputShape: inputShape,
    multiplyAdds: 0,
    parameters: {},
    statistics: {},
    dropRate: rate,
    apply: (x, { dropout }) => {
      if (dropout === undefined) return { y: x, statistics: {} };
      const { random, key } = dropout;
      const words = tf.reshape(random.words(key, x.size), x.shape);
      const stays = tf.greaterEqual(words, tf.scalar(threshold, "int32"));
      const kept = tf.cast(stays, "float32");
      return { y: tf.mul(x, tf.div(kept, 1 - rate)), statistics: {} };
    },
  });
}
