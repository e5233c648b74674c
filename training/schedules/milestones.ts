import { checkPositive } from "./positive.ts";
import type { Schedule } from "./schedule.ts";

/** Where and how {@linkcode milestones} drop. */
export interface MilestonesOptions {
  /**
   * Passes over the training set, or epochs of {@linkcode FreshSubsets}, after
   * which it drops; fractions are fine.
   */
  epochs: readonly number[];
  /** What every drop divides by. */
  divisor?: number;
}

/**
 * `schedule` with its rates divided at each milestone, from the first update
 * that is not before it.
 *
 * @throws {RangeError} unless the epochs are positive and rising, and the
 * divisor positive and finite.
 *
 * Source: He et al., "Deep residual learning" (2016), section 4.2; "Gradient
 * noise convolution (GNC)", A.4, and A.5 with divisor 5.
 */
export function milestones(
  schedule: Schedule,
  { epochs, divisor = 10 }: MilestonesOptions,
): Schedule {
  checkPositive(divisor, "divisor");
  epochs.forEach((epoch, i) => {
    checkPositive(epoch, "milestone");
    if (epoch <= (epochs[i - 1] ?? 0)) {
      throw new RangeError(
        `Cannot make a schedule: milestones must rise, current values ${
          epochs.join(", ")
        }`,
      );
    }
  });
  return {
    name: `${schedule.name}, ÷${divisor} at epochs ${epochs.join(", ")}`,
    learningRate: (progress) => {
      const drops = epochs.filter((epoch) => progress.epoch >= epoch).length;
      return schedule.learningRate(progress) / divisor ** drops;
    },
  };
}
