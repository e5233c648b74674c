import { checkPositive } from "./positive.ts";
import type { Schedule } from "./schedule.ts";

/** Where {@linkcode warmUp} starts, and how long it takes. */
export interface WarmUpOptions {
  /** The learning rate of the first update. */
  from: number;
  /**
   * Passes over the training set, or epochs of {@linkcode FreshSubsets}, that it
   * takes; fractions are fine.
   */
  epochs: number;
}

/**
 * `schedule` after a gradual warm-up: rates that rise by the same amount every
 * update, from `from` to the first rate of `schedule`.
 *
 * `schedule` then goes on as if it had been followed from the beginning. One
 * that falls meanwhile, such as a polynomial decay, thus steps down at the end
 * of the warm-up.
 *
 * @throws {RangeError} unless `from` is finite and not negative, and `epochs`
 * positive and finite.
 *
 * Source: Goyal et al., "Accurate, large minibatch SGD" (2017), section 2.2;
 * "Gradient noise convolution (GNC)", table 4.
 */
export function warmUp(
  schedule: Schedule,
  { from, epochs }: WarmUpOptions,
): Schedule {
  if (!(from >= 0 && Number.isFinite(from))) {
    throw new RangeError(
      `Cannot make a schedule: first learning rate must not be negative, current value ${from}`,
    );
  }
  checkPositive(epochs, "warm-up");
  return {
    name: `${schedule.name}, warm-up from ${from} over ${epochs} epochs`,
    learningRate: (progress) => {
      if (progress.epoch >= epochs) return schedule.learningRate(progress);
      const { lowestTrainingLoss } = progress;
      const to = schedule.learningRate({
        ...{ step: 0, epoch: 0, lowestTrainingLoss },
      });
      return from + (to - from) * progress.epoch / epochs;
    },
  };
}
