import { checkPositive } from "./positive.ts";
import type { Schedule } from "./schedule.ts";

/** Sizes of {@linkcode geometricDecay}. */
export interface GeometricDecayOptions {
  /** Updates of the whole training, S. */
  steps: number;
  /** What every drop divides by, γ. */
  factor?: number;
}

/**
 * Constant for the first half of the training, then divided by γ every
 * twentieth of it: update t has the rate η γ^-k, with k = 0 for t < ⌊S/2⌋ and
 * then min(10, 1 + ⌊(t - ⌊S/2⌋) / ⌊S/20⌋⌋).
 *
 * The last rate is η γ^-10, so that γ = (η / last)^(1/10) leads to a given one.
 *
 * @throws {RangeError} unless η is positive, S an integer of at least 20, and
 * γ at least 1 and finite.
 *
 * Source: Smith, Elsen, De, "On the generalization benefit of noise in SGD"
 * (2020), sections 4 and 7.1.
 */
export function geometricDecay(
  learningRate: number,
  { steps, factor = 2 }: GeometricDecayOptions,
): Schedule {
  checkPositive(learningRate, "learning rate");
  if (!Number.isSafeInteger(steps) || steps < 20) {
    throw new RangeError(
      `Cannot make a schedule: steps must be an integer of at least 20, current value ${steps}`,
    );
  }
  if (!(factor >= 1 && Number.isFinite(factor))) {
    throw new RangeError(
      `Cannot make a schedule: factor must be at least 1, current value ${factor}`,
    );
  }
  const half = Math.floor(steps / 2);
  const twentieth = Math.floor(steps / 20);
  return {
    name:
      `${learningRate}, ÷${factor} every twentieth from half ${steps} steps`,
    learningRate: ({ step }) => {
      const drops = step < half
        ? 0
        : Math.min(10, 1 + Math.floor((step - half) / twentieth));
      return learningRate / factor ** drops;
    },
  };
}
