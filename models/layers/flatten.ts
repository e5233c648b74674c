import * as tf from "@tensorflow/tfjs-core";
import { sizeOf } from "../initialiser.ts";
import { type LayerFor, stateless } from "./layer.ts";

/** `[batch, ...inputShape]` to `[batch, features]`. */
export function flatten(): LayerFor {
  return (inputShape) => {
    const features = sizeOf(inputShape);
    return stateless(
      [features],
      (x) => tf.reshape(x, [x.shape[0]!, features]),
    );
  };
}
