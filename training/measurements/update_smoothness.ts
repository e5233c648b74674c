import { disposeTensors } from "../../core/tensors.ts";
import { smoothness } from "../probes/smoothness.ts";
import type { TrainingMeasurement } from "../training_measurement.ts";
import { momentEstimate } from "./moment_estimate.ts";

/**
 * How smooth the loss is along an update of the method, with its examples and
 * noise held fixed: "loss_range" (nats), "gradient_change_range" and
 * "smoothness" β, each smaller for a smoother loss.
 *
 * Source: "Gradient Noise Convolution", section 3.3, appendix A.6, Figure 5.
 */
export const updateSmoothness: Pick<TrainingMeasurement, "measure"> = {
  measure: async (moment) => {
    const { parameters, learningRate } = moment;
    const { loss, gradientChange, beta } = await smoothness(
      (at) => {
        const { statistics, methodState, ...estimate } = momentEstimate(
          moment,
          { at },
        );
        disposeTensors({ ...statistics, ...methodState });
        return estimate;
      },
      { parameters, learningRate },
    );
    return {
      loss_range: loss.largest - loss.smallest,
      gradient_change_range: gradientChange.largest - gradientChange.smallest,
      smoothness: beta,
    };
  },
};
