import { split } from "../../core/key.ts";
import type { StepMethod } from "../../core/method.ts";
import { disposeTensors } from "../../core/tensors.ts";
import { gradientDescent } from "../optimizers/gradient_descent.ts";
import { smoothness } from "../probes/smoothness.ts";
import { type TrainingStep, trainingStep } from "../step.ts";
import type { TrainingMeasurement } from "../training_measurement.ts";
import { momentEstimate } from "./moment_estimate.ts";

/**
 * How smooth the loss is along an update of the method, with its examples and
 * noise held fixed: "loss_range" (nats), "gradient_change_range" and
 * "smoothness" β, each smaller for a smoother loss; at a learning rate of 0 the
 * ranges are 0 and β is NaN.
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

/**
 * {@linkcode updateSmoothness} along an update of another method from the same
 * parameters: "other_loss_range" and so on. It tells a smoother loss from a
 * trajectory through smoother places. What the method remembers is of an
 * estimate at the moment, on other examples.
 *
 * @param method Has workers as many as divide the minibatch.
 */
export function otherUpdateSmoothness(
  method: StepMethod,
): Pick<TrainingMeasurement, "measure"> {
  let step: TrainingStep | undefined;
  return {
    measure: async (moment) => {
      const { engine, model } = moment.step;
      step ??= trainingStep(engine, {
        ...{ model, method, optimizer: gradientDescent() },
      });
      const { gradient, loss, statistics, methodState } = momentEstimate({
        ...{ ...moment, step, methodState: {} },
        key: split(moment.key, "before"),
      });
      disposeTensors({ ...gradient, ...statistics, loss });
      const numbers = await updateSmoothness.measure({
        ...{ ...moment, step, methodState },
      });
      disposeTensors(methodState);
      return Object.fromEntries(
        Object.entries(numbers)
          .map(([name, number]) => [`other_${name}`, number]),
      );
    },
  };
}
