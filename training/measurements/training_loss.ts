import type { TrainingMeasurement } from "../training_measurement.ts";
import { subsetLoss } from "./subset_loss.ts";

/** "subset_loss", in nats, as {@linkcode subsetLoss} of the parameters. */
export function trainingLoss(
  { examples }: { examples: number },
): Pick<TrainingMeasurement, "measure"> {
  return {
    measure: async (moment) => {
      const lossAt = subsetLoss(moment, { examples });
      return { subset_loss: await lossAt(moment.parameters) };
    },
  };
}
