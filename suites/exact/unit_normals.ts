import * as tf from "@tensorflow/tfjs-core";
import type { Engine } from "../../engines/engine.ts";

/** An engine whose normal numbers are chosen. */
export interface UnitNormals {
  /** Draws the numbers that are chosen, whatever the key. */
  readonly engine: Engine;
  /** From now on the `index`-th number of each draw is 1, all others 0. */
  choose(index: number): void;
}

/**
 * `engine` with unit vectors for normal numbers, at first 0 altogether, so that
 * noise C ξ, linear in its normal numbers ξ, answers the columns of C.
 *
 * The choice travels in the keys' tensors, which compiled steps are given.
 */
export function unitNormals(engine: Engine): UnitNormals {
  let chosen = -1;
  return {
    engine: {
      ...engine,
      random: {
        ...engine.random,
        key: () => tf.tensor1d([chosen, 0], "int32"),
        normal: (key, shape) =>
          tf.tidy(() => {
            const size = tf.util.sizeFromShape([...shape]);
            const places = tf.range(0, size, 1, "int32");
            const unit = tf.equal(places, tf.slice(key, 0, 1));
            return tf.reshape(tf.cast(unit, "float32"), [...shape]);
          }),
      },
    },
    choose: (index) => {
      chosen = index;
    },
  };
}
