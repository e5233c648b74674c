import { disposeTensors } from "../../core/tensors.ts";
import { cosineSimilarity } from "../probes/cosine_similarity.ts";
import { fullGradient } from "../probes/plain_gradient.ts";
import type { TrainingMeasurement } from "../training_measurement.ts";
import { momentEstimate } from "./moment_estimate.ts";

/**
 * "full_gradient_cosine": the cosine between the method's gradient estimate and
 * the gradient over the whole training set at the parameters, without noise or
 * augmentation; how well an update predicts the descent.
 *
 * Source: "Gradient Noise Convolution", section 3.1, Figure 3.
 */
export const fullGradientCosine: Pick<TrainingMeasurement, "measure"> = {
  measure: async (moment) => {
    const { step, dataset, tables, microbatch, parameters } = moment;
    const estimate = momentEstimate(moment);
    const full = fullGradient(parameters, {
      ...{ step, dataset, tables, microbatch },
    });
    const cosine = await cosineSimilarity(estimate.gradient, full.gradient);
    for (const { gradient, loss } of [estimate, full]) {
      disposeTensors({ ...gradient, loss });
    }
    disposeTensors({ ...estimate.statistics, ...estimate.methodState });
    return { full_gradient_cosine: cosine };
  },
};
