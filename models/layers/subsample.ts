import * as tf from "@tensorflow/tfjs-core";
import { imageShapeOf } from "./image_shape.ts";
import { type LayerFor, stateless } from "./layer.ts";

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
 * @throws {RangeError} for inputs that are not images, whose sides the stride
 * does not divide, or that have more channels.
 *
 * Source: He et al., "Deep residual learning for image recognition" (2016),
 * option A.
 */
export function subsample({ stride, channels }: SubsampleOptions): LayerFor {
  return (inputShape) => {
    const [height, width, given] = imageShapeOf(inputShape, "short cut");
    if (height % stride > 0 || width % stride > 0 || given > channels) {
      throw new RangeError(
        `Cannot make short cut: inputs must have sides that ${stride} divides and at most ${channels} channels, current shape [${
          inputShape.join(", ")
        }]`,
      );
    }
    const [rows, columns] = [height / stride, width / stride];
    return stateless([rows, columns, channels], (x) => {
      // Slicing with a stride has no gradient in tfjs: rows and columns that
      // go become an axis of their own, the second and part of the last one.
      const batch = x.shape[0]!;
      const apart = tf.reshape(x, [
        ...[batch * rows, stride],
        ...[columns, stride * given],
      ]);
      const kept = tf.slice(apart, 0, [batch * rows, 1, columns, given]);
      const image = tf.reshape(kept, [batch, rows, columns, given]);
      return tf.pad(image, [[0, 0], [0, 0], [0, 0], [0, channels - given]]);
    });
  };
}
