import type { TrainingMeasurement } from "../training_measurement.ts";
import { subsetLoss } from "./subset_loss.ts";

/**
 * "subset_loss", in nats, as {@linkcode subsetLoss} of the parameters.
 *
 * @throws {RangeError} as `subsetLoss`.
 */
export function trainingLoss(
  { examples }: { examples: number },
): Pick<TrainingMeasurement, "measure"> {
  const lossOf = subsetLoss({ examples });
  return {
    measure: async (moment) => ({
      subset_loss: await lossOf(moment)(moment.parameters),
    }),
  };
}
