import * as tf from "@tensorflow/tfjs-core";
import { contentsOf } from "./contents.ts";
import { type LayerFor, stateless } from "./layer.ts";

/** The two ways from a residual block's input to its output. */
export interface ResidualOptions {
  /** What is learned. */
  branch: LayerFor;
  /** What it is added to. */
  shortcut?: LayerFor;
}

/**
 * y = branch(x) + shortcut(x), the short cut being the identity by default.
 *
 * @throws {RangeError} if they have outputs of different shapes, a parameter
 * of one name or different ghost batch sizes, or both drop out.
 *
 * Source: He et al., "Deep residual learning for image recognition" (2016).
 */
export function residual(
  { branch, shortcut = (shape) => stateless(shape, (x) => x) }: ResidualOptions,
): LayerFor {
  return (inputShape) => {
    const [learned, short] = [branch(inputShape), shortcut(inputShape)];
    if (learned.outputShape.join() !== short.outputShape.join()) {
      throw new RangeError(
        `Cannot add branch and short cut: shapes [${
          learned.outputShape.join(", ")
        }] and [${short.outputShape.join(", ")}]`,
      );
    }
    return {
      outputShape: learned.outputShape,
      ...contentsOf([learned, short]),
      apply: (x, state) => {
        const [f, s] = [learned.apply(x, state), short.apply(x, state)];
        return {
          y: tf.add(f.y, s.y),
          statistics: { ...f.statistics, ...s.statistics },
        };
      },
    };
  };
}
