import { checkPositive } from "./positive.ts";
import type { Schedule } from "./schedule.ts";

/**
 * `learningRate`, halved once the training loss has reached `loss` (nats).
 *
 * @throws {RangeError} unless both are positive and finite.
 *
 * Source: "Improved generalization by noise enhancement", section 3, L*.
 */
export function halveAtLoss(
  learningRate: number,
  { loss }: { loss: number },
): Schedule {
  checkPositive(learningRate, "learning rate");
  checkPositive(loss, "loss");
  return {
    name: `${learningRate}, halved at training loss ${loss}`,
    learningRate: ({ lowestTrainingLoss }) =>
      lowestTrainingLoss <= loss ? learningRate / 2 : learningRate,
  };
}
