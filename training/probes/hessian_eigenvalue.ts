import type { Key } from "../../core/key.ts";
import { normal } from "../../core/random.ts";
import {
  countScalars,
  disposeTensors,
  type NamedTensors,
} from "../../core/tensors.ts";
import { type Eigenvalue, lanczos, type LanczosOptions } from "./lanczos.ts";
import { norm, plus, tensorsOf, type Vector, vectorOf } from "./vectors.ts";

/** Where and how to look. */
export interface HessianEigenvalueOptions
  extends Omit<LanczosOptions, "start"> {
  /** The parameters x. */
  parameters: NamedTensors;
  /** Of the random direction that it starts from. */
  key: Key;
}

/**
 * How far the gradient is taken from x, relative to ‖x‖: rounding of the
 * gradient counts for less with a longer way, its curvature with a shorter.
 */
const RELATIVE_DISTANCE = 2 ** -12;

/**
 * The largest eigenvalue of a loss's Hessian matrix H at some parameters, in
 * the loss's unit, by Lanczos's method from products
 *
 *     H v ≈ (g(x + h v) - g(x - h v)) / 2h,   ‖v‖ = 1, h = 2^-12 ‖x‖,
 *
 * each of two gradients, since tfjs has no second derivatives. Kinks of the
 * loss within h of x are smoothed.
 *
 * @param gradient The gradient at some parameters, which the caller owns; the
 * same examples each time.
 */
export async function hessianEigenvalue(
  gradient: (parameters: NamedTensors) => NamedTensors,
  { parameters, key, ...options }: HessianEigenvalueOptions,
): Promise<Eigenvalue> {
  const x = await vectorOf(parameters);
  const h = RELATIVE_DISTANCE * (norm(x) || 1);
  const gradientAt = async (vector: Vector) => {
    const point = tensorsOf(vector, parameters);
    const g = gradient(point);
    const values = await vectorOf(g);
    for (const tensors of [point, g]) disposeTensors(tensors);
    return values;
  };
  return await lanczos(async (v) => {
    const ahead = await gradientAt(plus(x, h, v));
    const behind = await gradientAt(plus(x, -h, v));
    return plus(ahead, -1, behind).map((change) => change / (2 * h));
  }, {
    ...options,
    start: Float64Array.from(normal(key, countScalars(parameters))),
  });
}
