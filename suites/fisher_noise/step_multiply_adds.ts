import { partsOf } from "../../core/method_parts.ts";
import type { Model } from "../../core/model.ts";
import { stepMethodOf } from "../../methods/method_of.ts";
import {
  askedStatistics,
  observedExamples,
} from "../../training/gradient_statistics.ts";
import { weighedIn } from "../../training/microbatch_sums.ts";
import type { TimedStep } from "../step_times.ts";

/**
 * Multiply-adds of a step, in convolutions and matrix products: for each example
 * those of the forward pass, as many for the gradients of weights, as many for
 * those of inputs, the images' counted too, and for each observed example those
 * of the statistics that the method asks for. Twice that where drawn labels take
 * a pass of their own.
 *
 * @throws {RangeError} if the model cannot give one of the statistics.
 */
export function stepMultiplyAdds(
  model: Model,
  { method, batchSize }: Pick<TimedStep, "method" | "batchSize">,
): number {
  const { weights, gradient } = partsOf(stepMethodOf(method));
  const examples = weights.minibatches * batchSize;
  const forward = examples * model.multiplyAdds;
  const perObserved = askedStatistics(gradient).reduce((sum, statistic) => {
    if (model.statisticMultiplyAdds === undefined) {
      throw new RangeError(
        `Cannot count ${statistic} of ${model.name}: it gives no gradient statistics`,
      );
    }
    return sum + model.statisticMultiplyAdds(statistic);
  }, 0);
  const passes = weighedIn(model, weights) === "contributions" &&
      weights.drawnLabelWeights !== undefined
    ? 2
    : 1;
  const observed = observedExamples(gradient, examples);
  return passes * (3 * forward + observed * perObserved);
}
