import * as tf from "@tensorflow/tfjs-core";
import { imageShapeOf } from "./image_shape.ts";
import { type LayerFor, stateless } from "./layer.ts";

/**
 * The largest number of each window of `size` × `size`, without overlap or
 * padding. Rows and columns that fill no window are left out.
 *
 * @throws {RangeError} for inputs that are not images, or smaller than a
 * window.
 */
export function maxPool(size: number): LayerFor {
  return (inputShape) => {
    const [height, width, channels] = imageShapeOf(inputShape, "max-pool");
    if (Math.min(height, width) < size) {
      throw new RangeError(
        `Cannot make max-pool: inputs must be at least ${size} high and wide, current shape [${
          inputShape.join(", ")
        }]`,
      );
    }
    return stateless(
      [Math.floor(height / size), Math.floor(width / size), channels],
      (x) => tf.maxPool(x as tf.Tensor4D, size, size, "valid"),
    );
  };
}
