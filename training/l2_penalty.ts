import * as tf from "@tensorflow/tfjs-core";
import type { NamedTensors } from "../core/tensors.ts";
import type { Applies } from "./optimizers/applies.ts";

/**
 * λ/2 Σ ‖w‖² over the parameters that it applies to, whose gradient is what
 * coupled weight decay adds.
 */
export async function l2Penalty(
  parameters: NamedTensors,
  { rate, applies }: { rate: number; applies: Applies },
): Promise<number> {
  const squares = await Promise.all(
    Object.entries(parameters).filter(([name]) => applies(name))
      .map(async ([, w]) => {
        const sum = tf.tidy(() => tf.sum(tf.square(w)));
        const [value] = await sum.data();
        sum.dispose();
        return value!;
      }),
  );
  return rate / 2 * squares.reduce((total, square) => total + square, 0);
}
