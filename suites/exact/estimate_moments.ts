/**
 * Mean and covariance of the gradient estimate Σ w_i g_i by their definition,
 * as averages over every draw of its examples, in double precision.
 *
 * @module
 */
import type { Draw } from "./draws.ts";
import { difference, dot } from "./vectors.ts";

/** A gradient, `[parameters]`. */
export type Gradient = ArrayLike<number>;

/** A gradient estimate whose draws are equally likely. */
export interface Estimate {
  /** Gradient of each example, `[examples][parameters]`. */
  readonly gradients: readonly Gradient[];
  /** Every draw of its examples. */
  readonly draws: readonly Draw[];
  /** Weight of each example of a draw, in the draw's order. */
  readonly weights: ArrayLike<number>;
}

/** The estimate by one example drawn at random, of which Σ̂ is the covariance. */
export function oneExample(gradients: readonly Gradient[]): Estimate {
  return {
    gradients,
    draws: gradients.map((_, index) => [index]),
    weights: [1],
  };
}

/** Value of the estimate at each draw, `[draws][parameters]`. */
export function* valuesOf(
  { gradients, draws, weights }: Estimate,
): Generator<Float64Array> {
  const parameters = gradients[0]?.length ?? 0;
  for (const draw of draws) {
    const value = new Float64Array(parameters);
    draw.forEach((example, place) => {
      const gradient = gradients[example]!;
      const weight = weights[place]!;
      for (let j = 0; j < parameters; j++) value[j]! += weight * gradient[j]!;
    });
    yield value;
  }
}

/** Mean of the estimate, `[parameters]`. */
export function meanOf(estimate: Estimate): Float64Array {
  const mean = new Float64Array(estimate.gradients[0]?.length ?? 0);
  for (const value of valuesOf(estimate)) {
    for (let j = 0; j < mean.length; j++) mean[j]! += value[j]!;
  }
  return mean.map((sum) => sum / estimate.draws.length);
}

/** Trace of the estimate's covariance, the mean of ‖value - mean‖². */
export function varianceOf(estimate: Estimate): number {
  const mean = meanOf(estimate);
  let sum = 0;
  for (const value of valuesOf(estimate)) {
    // Each draw on its own: the error of a sum grows with its length.
    const deviation = difference(value, mean);
    sum += dot(deviation, deviation);
  }
  return sum / estimate.draws.length;
}

/** Covariance matrix of the estimate, `[parameters * parameters]` row-major. */
export function covarianceOf(estimate: Estimate): Float64Array {
  const mean = meanOf(estimate);
  const size = mean.length;
  const sums = new Float64Array(size * size);
  for (const value of valuesOf(estimate)) {
    const deviation = difference(value, mean);
    for (let j = 0; j < size; j++) {
      const row = deviation[j]!;
      for (let k = 0; k < size; k++) sums[j * size + k]! += row * deviation[k]!;
    }
  }
  return sums.map((sum) => sum / estimate.draws.length);
}
