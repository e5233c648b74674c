import { checkPositive } from "./positive.ts";
import type { Schedule } from "./schedule.ts";

/** Sizes of {@linkcode polynomialDecay}. */
export interface PolynomialDecayOptions {
  /** The update T from which on the rate is 0. */
  steps: number;
  /** The power p. */
  power?: number;
}

/**
 * η (1 - t/T)^p at update t, and 0 from T on.
 *
 * @throws {RangeError} unless η, T and p are positive and finite.
 *
 * Source: "Gradient noise convolution (GNC)", A.5.
 */
export function polynomialDecay(
  learningRate: number,
  { steps, power = 2 }: PolynomialDecayOptions,
): Schedule {
  checkPositive(learningRate, "learning rate");
  checkPositive(steps, "steps");
  checkPositive(power, "power");
  return {
    name: `${learningRate} (1 - t/${steps})^${power}`,
    learningRate: ({ step }) =>
      learningRate * Math.max(0, 1 - step / steps) ** power,
  };
}
