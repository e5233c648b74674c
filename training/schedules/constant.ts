import { checkPositive } from "./positive.ts";
import type { Schedule } from "./schedule.ts";

/**
 * The same learning rate for every update.
 *
 * @throws {RangeError} unless `learningRate` is positive and finite.
 */
export function constant(learningRate: number): Schedule {
  checkPositive(learningRate, "learning rate");
  return {
    name: `constant ${learningRate}`,
    learningRate: () => learningRate,
  };
}
