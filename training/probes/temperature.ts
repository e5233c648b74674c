import { checkBatchSize } from "../../core/check_batch_size.ts";
import { checkMomentum } from "../optimizers/momentum_range.ts";

/** What decides how far an update goes in the long run. */
export interface UpdateOptions {
  /** Learning rate ε of gradients that are means over examples. */
  learningRate: number;
  /** Momentum m of v ← m v + g, ω ← ω - ε v. */
  momentum?: number;
}

/**
 * ε_eff = ε / (1 - m): the learning rate of gradient descent that goes as far
 * along a constant gradient.
 *
 * @throws {RangeError} unless 0 <= `momentum` < 1.
 *
 * Source: "On the Generalization Benefit of Noise in Stochastic Gradient
 * Descent", section 3.3.
 */
export function effectiveLearningRate(
  { learningRate, momentum = 0 }: UpdateOptions,
): number {
  checkMomentum(momentum);
  return learningRate / (1 - momentum);
}

/**
 * T = ε_eff / B, learning rate per example: the scale of the noise in SGD as a
 * stochastic differential equation. Noise enhancement multiplies it by
 * α² + (1 - α)².
 *
 * @throws {RangeError} unless `batchSize` is a positive integer, and as
 * {@linkcode effectiveLearningRate}.
 *
 * Source: as there, eq. 3.
 */
export function temperature(
  { batchSize, ...update }: UpdateOptions & { batchSize: number },
): number {
  checkBatchSize(batchSize);
  return effectiveLearningRate(update) / batchSize;
}
