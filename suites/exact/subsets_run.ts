import { rootKey } from "../../core/key.ts";
import type { sgd } from "../../methods/sgd.ts";
import { mlp } from "../../models/mlp.ts";
import type { Executor } from "../executor.ts";
import { subsets } from "./draws.ts";
import {
  covarianceOf,
  type Estimate,
  meanOf,
  oneExample,
  varianceOf,
} from "./estimate_moments.ts";
import { fewImages } from "./few_images.ts";
import { gradientProbe, perExampleGradients } from "./gradient_probe.ts";
import { computed, inUnit } from "./outcome.ts";
import { secondMoment } from "./second_moment.ts";
import { SUBSET_SIZES, subsetMetric, type SubsetsSettings } from "./subsets.ts";
import { combination, dot, outer, relativeDistance } from "./vectors.ts";

/**
 * Traces of the covariances of one example (Σ̂) and of minibatches of each size,
 * Tr F and ‖∇L‖², in squared gradient; "largest_shape_error" as the largest
 * ‖Cov - c Σ̂‖ / ‖c Σ̂‖ (Frobenius, c from the traces), "largest_mean_error" as
 * the largest ‖E ∇L_B - ∇L‖ / ‖∇L‖, "fisher_error" as
 * ‖F - (Σ̂ + ∇L ∇Lᵀ)‖ / ‖F‖.
 */
export function subsetsRun(subject: { readonly sgd: typeof sgd }): Executor {
  return async (settings, { engine, seed }) => {
    const { imageShape, classes, examples, hidden } =
      settings as SubsetsSettings;
    const dataset = fewImages({ imageShape, classes, examples });
    const model = mlp({ inputShape: imageShape, hidden, classes });
    const probe = gradientProbe(engine, { model, dataset, seed });
    const gradients = await perExampleGradients(probe, examples);
    probe.dispose();
    const one = oneExample(gradients);
    const minibatches = SUBSET_SIZES.map((batchSize): Estimate => ({
      gradients,
      draws: subsets(examples, batchSize),
      weights: subject.sgd().weights(batchSize, rootKey(0)),
    }));
    const gradient = meanOf(one);
    const trace = varianceOf(one);
    const covariance = covarianceOf(one);
    const traces = minibatches.map(varianceOf);
    // The whole training set has no covariance, and so no shape.
    const shapeErrors = minibatches.slice(0, -1).map((estimate, i) =>
      relativeDistance(
        covarianceOf(estimate),
        combination([traces[i]! / trace, covariance]),
      )
    );
    const fisher = secondMoment(gradients);
    return computed({
      ...inUnit("squared gradient", {
        example_covariance: trace,
        ...Object.fromEntries(
          traces.map((value, i) => [subsetMetric(SUBSET_SIZES[i]!), value]),
        ),
        fisher_trace: gradients.reduce((sum, g) => sum + dot(g, g), 0) /
          examples,
        squared_gradient: dot(gradient, gradient),
      }),
      ...inUnit("ratio", {
        largest_shape_error: Math.max(...shapeErrors),
        largest_mean_error: Math.max(
          ...minibatches.map((estimate) =>
            relativeDistance(meanOf(estimate), gradient)
          ),
        ),
        fisher_error: relativeDistance(
          combination([1, covariance], [1, outer(gradient, gradient)]),
          fisher,
        ),
      }),
    });
  };
}
