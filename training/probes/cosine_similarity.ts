import {
  mapTensors,
  type NamedTensors,
  tensorNamed,
} from "../../core/tensors.ts";
import { dot, norm, vectorOf } from "./vectors.ts";

/**
 * ⟨a, b⟩ / (‖a‖ ‖b‖) over all parameters of a, from -1 to 1; NaN if one is 0.
 *
 * Between a step's gradient estimate and the full gradient it is how well the
 * one predicts the other.
 *
 * @throws {RangeError} if b lacks one of the names of a.
 *
 * Source: "Gradient Noise Convolution", section 3.1.
 */
export async function cosineSimilarity(
  a: NamedTensors,
  b: NamedTensors,
): Promise<number> {
  const ordered = mapTensors(a, (_, name) => tensorNamed(b, name));
  const [u, v] = [await vectorOf(a), await vectorOf(ordered)];
  return dot(u, v) / (norm(u) * norm(v));
}
