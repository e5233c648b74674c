import { evaluator } from "../evaluate.ts";
import type { TrainingMeasurement } from "../training_measurement.ts";

/**
 * "test_accuracy", in percent, and "test_loss", in nats, on the whole test set
 * with the statistics that evaluation normalises with.
 */
export const testAccuracy: Pick<TrainingMeasurement, "measure"> = {
  measure: async (moment) => {
    const { step, dataset, tables, parameters, statistics } = moment;
    const evaluate = evaluator(step.engine, {
      ...{ model: step.model, tables, chunk: moment.microbatch },
      imageShape: dataset.imageShape,
    });
    const { accuracy, loss } = await evaluate(parameters, {
      examples: dataset.test,
      statistics,
    });
    return { test_accuracy: accuracy, test_loss: loss };
  },
};
