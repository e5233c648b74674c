import { Breakdown } from "../../core/exit_code.ts";

/** Steps whose losses are compared. */
export const COMPARED_STEPS = 3;

/** Allowed relative difference of the first loss: rounding forward. */
export const FIRST_TOLERANCE = 1e-5;

/**
 * Allowed relative difference of the losses after updates. In C1 rounding
 * decides on which side of a ReLU or a maximum a few of a million numbers
 * fall, so that single-precision gradients of any two frameworks differ by one
 * percent, and so the third losses by 4e-4.
 */
export const LATER_TOLERANCE = 2e-3;

/**
 * Checks that all contenders train the same network in the same way.
 *
 * @param losses Losses of the first steps of each contender, by its title.
 * @returns the largest relative difference, by step.
 * @throws {Breakdown} if a loss is no finite number, or losses differ by more
 * than is allowed.
 */
export function checkAgreement(
  losses: Readonly<Record<string, readonly number[]>>,
): readonly number[] {
  const entries = Object.entries(losses);
  return Array.from({ length: COMPARED_STEPS }, (_, step) => {
    const ofStep = entries.map(([title, losses]) => ({
      ...{ title, loss: losses[step] ?? NaN },
    })).toSorted((a, b) => a.loss - b.loss);
    const lost = ofStep.find(({ loss }) => !Number.isFinite(loss));
    if (lost !== undefined) {
      throw new Breakdown(
        `Cannot compare: ${lost.title} does not train, its loss before update ${
          step + 1
        } is no finite number`,
      );
    }
    const [smallest, largest] = [ofStep[0]!, ofStep.at(-1)!];
    const difference = (largest.loss - smallest.loss) / largest.loss;
    const tolerance = step === 0 ? FIRST_TOLERANCE : LATER_TOLERANCE;
    if (difference > tolerance) {
      throw new Breakdown(
        `Cannot compare: ${smallest.title} and ${largest.title} do not train alike, losses before update ${
          step + 1
        } are ${smallest.loss} and ${largest.loss}`,
      );
    }
    return difference;
  });
}
