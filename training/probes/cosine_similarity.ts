import type { NamedTensors } from "../../core/tensors.ts";
import { dot, norm, vectorOf } from "./vectors.ts";

/**
 * ⟨a, b⟩ / (‖a‖ ‖b‖) over all parameters, from -1 to 1; NaN if one is 0.
 *
 * Between a step's gradient estimate and the full gradient it is how well the
 * one predicts the other.
 *
 * Source: "Gradient Noise Convolution", section 3.1.
 */
export async function cosineSimilarity(
  a: NamedTensors,
  b: NamedTensors,
): Promise<number> {
  const [u, v] = [await vectorOf(a), await vectorOf(b)];
  return dot(u, v) / (norm(u) * norm(v));
}
