import type { ExampleWeightMethod } from "../core/method.ts";
import { PLAIN_WEIGHTS } from "../core/method_parts.ts";

/**
 * Plain SGD: every example of one minibatch weighs 1/B.
 *
 * Σ w_i ∇ℓ_i = ∇L_B, L_B = (1/B) Σ ℓ_i.
 */
export function sgd(): ExampleWeightMethod {
  return PLAIN_WEIGHTS;
}
