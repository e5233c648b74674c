import * as tf from "@tensorflow/tfjs-core";
import { type LayerFor, stateless } from "./layer.ts";

/** y = max(x, 0). */
export function relu(): LayerFor {
  return (inputShape) => stateless(inputShape, (x) => tf.relu(x));
}
