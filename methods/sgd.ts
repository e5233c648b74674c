import type { ExampleWeightMethod } from "../core/method.ts";
import { checkBatchSize } from "./check_batch_size.ts";

/**
 * Plain SGD: every example of one minibatch weighs 1/B.
 *
 * Σ w_i ∇ℓ_i = ∇L_B, L_B = (1/B) Σ ℓ_i.
 */
export function sgd(): ExampleWeightMethod {
  return {
    name: "SGD",
    place: "example weights",
    minibatches: 1,
    sampling: "independent",
    weights: (batchSize) => {
      checkBatchSize(batchSize);
      return new Float32Array(batchSize).fill(1 / batchSize);
    },
  };
}
