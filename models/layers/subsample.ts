import * as tf from "@tensorflow/tfjs-core";
import { checkSizes } from "./check_sizes.ts";
import { imageShapeOf } from "./image_shape.ts";
import { type LayerFor, stateless } from "./layer.ts";
import { strided } from "./strided.ts";

/** Sizes of a parameter-free short cut. */
export interface SubsampleOptions {
  /** Every so many rows and columns one is kept, the first one first. */
  stride: number;
  /** Number of output channels; those that are added are 0. */
  channels: number;
}

/**
 * The parameter-free short cut of a residual block that changes the shape:
 * y_{pqc} = x_{sp, sq, c} for the channels that there are, then zeros.
 *
 * @throws {RangeError} unless both are positive integers; for inputs that are
 * not images, whose sides the stride does not divide, or that have more
 * channels.
 *
 * Source: He et al., "Deep residual learning for image recognition" (2016),
 * option A.
 */
export function subsample({ stride, channels }: SubsampleOptions): LayerFor {
  checkSizes("short cut", { stride, channels });
  return (inputShape) => {
    const [height, width, given] = imageShapeOf(inputShape, "short cut");
    if (height % stride > 0 || width % stride > 0 || given > channels) {
      throw new RangeError(
        `Cannot make short cut: inputs must have sides that ${stride} divides and at most ${channels} channels, current shape [${
          inputShape.join(", ")
        }]`,
      );
    }
    return stateless([height / stride, width / stride, channels], (x) => {
      const added: [number, number] = [0, channels - given];
      const kept = strided(x as tf.Tensor4D, stride);
      return tf.pad(kept, [[0, 0], [0, 0], [0, 0], added]);
    });
  };
}
