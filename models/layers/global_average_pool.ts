import * as tf from "@tensorflow/tfjs-core";
import { imageShapeOf } from "./image_shape.ts";
import { type LayerFor, stateless } from "./layer.ts";

/**
 * The mean of each channel over the image: `[batch, channels]`.
 *
 * @throws {RangeError} for inputs that are not images.
 */
export function globalAveragePool(): LayerFor {
  return (inputShape) => {
    const [height, width, channels] = imageShapeOf(
      inputShape,
      "global average pool",
    );
    const places = height * width;
    return stateless(
      [channels],
      (x) => tf.mean(tf.reshape(x, [x.shape[0]!, places, channels]), 1),
    );
  };
}
