import { checkPositive } from "./positive.ts";
import type { Schedule } from "./schedule.ts";

/**
 * η / (1 + t/γ) at update t: half the rate after γ updates (`steps`).
 *
 * For a quadratic loss whose Hessian has the least eigenvalue λ, the theorem's
 * rates 2 / ((t + γ) λ) are those from η = 2 / (γ λ).
 *
 * @throws {RangeError} unless η and γ are positive and finite.
 *
 * Source: Wen et al., "An empirical study of stochastic gradient descent with
 * structured covariance noise" (2020), theorem 4.1.
 */
export function inverseTimeDecay(
  learningRate: number,
  { steps }: { steps: number },
): Schedule {
  checkPositive(learningRate, "learning rate");
  checkPositive(steps, "steps");
  return {
    name: `${learningRate} / (1 + t/${steps})`,
    learningRate: ({ step }) => learningRate / (1 + step / steps),
  };
}
