import { disposeTensors } from "../../core/tensors.ts";
import { evaluator } from "../evaluate.ts";
import type { TrainingMeasurement } from "../training_measurement.ts";

/**
 * "subset_loss", in nats, on the first `examples` training examples, which are
 * the same ones each time; a network that normalises does it over their ghost
 * batches.
 */
export function trainingLoss(
  { examples }: { examples: number },
): Pick<TrainingMeasurement, "measure"> {
  return {
    measure: async (moment) => {
      const { step, dataset, tables, parameters, microbatch } = moment;
      const evaluate = evaluator(step.engine, {
        ...{ model: step.model, tables, chunk: microbatch },
        imageShape: dataset.imageShape,
      });
      const { train } = dataset;
      const subset = { ...train, count: Math.min(examples, train.count) };
      const { loss, statistics } = await evaluate(parameters, {
        examples: subset,
      });
      disposeTensors(statistics);
      return { subset_loss: loss };
    },
  };
}
