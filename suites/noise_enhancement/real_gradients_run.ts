import { loadDataset } from "../../datasets/mod.ts";
import { mlp } from "../../models/mlp.ts";
import { arrangements } from "../exact/draws.ts";
import {
  covarianceOf,
  type Estimate,
  type Gradient,
  meanOf,
  oneExample,
} from "../exact/estimate_moments.ts";
import { gradientProbe, perExampleGradients } from "../exact/gradient_probe.ts";
import { computed } from "../exact/outcome.ts";
import { combination, relativeDistance } from "../exact/vectors.ts";
import type { Executor } from "../executor.ts";
import { enumeratedEstimates, momentMetrics } from "./enumeration.ts";
import { type RealGradientsSettings, weightedMetric } from "./exact_study.ts";
import type { ExactSubject } from "./exact_subject.ts";

/**
 * Enumerates the minibatches of a few images, with a small network's gradients.
 *
 * Traces are over all parameters. "largest_shape_error" says how far the
 * covariance matrices are from the same multiples of Σ̂ as their traces, on the
 * parameters of the last layer: the largest ‖Cov - c Σ̂‖ / ‖c Σ̂‖ (Frobenius).
 */
export function realGradientsRun(subject: ExactSubject): Executor {
  return async (settings, { engine, seed, dataDir }) => {
    const {
      datasets: [name],
      examples,
      hidden,
      batchSize,
      alphas,
      weightings,
    } = settings as RealGradientsSettings;
    const dataset = await loadDataset(name, { dataDir });
    const model = mlp({
      inputShape: dataset.imageShape,
      hidden,
      classes: dataset.classes,
    });
    const probe = gradientProbe(engine, { model, dataset, seed });
    const gradients = await perExampleGradients(probe, examples);
    probe.dispose();
    const estimatesOf = (gradients: readonly Gradient[]) => ({
      ...enumeratedEstimates(subject, { gradients, batchSize, alphas }),
      ...weightedEstimates(weightings, gradients),
    });
    const metrics = momentMetrics(
      estimatesOf(gradients),
      meanOf(oneExample(gradients)),
    );
    const lastLayer = (hidden.at(-1)! + 1) * dataset.classes;
    const estimates = estimatesOf(
      gradients.map((gradient) => gradient.subarray(-lastLayer)),
    );
    const exampleCovariance = covarianceOf(estimates.example_covariance!);
    const shapeErrors = Object.entries(estimates).map(([name, estimate]) =>
      relativeDistance(
        covarianceOf(estimate),
        combination([
          metrics[name]!.value / metrics.example_covariance!.value,
          exampleCovariance,
        ]),
      )
    );
    return computed({
      ...metrics,
      largest_shape_error: { value: Math.max(...shapeErrors), unit: "ratio" },
    });
  };
}

/** Σ w_i ∇ℓ_i over distinct examples, for each list of weights. */
function weightedEstimates(
  weightings: readonly (readonly number[])[],
  gradients: readonly Gradient[],
): Record<string, Estimate> {
  return Object.fromEntries(weightings.map((weights, index) => [
    weightedMetric(index),
    {
      gradients,
      draws: arrangements(gradients.length, weights.length),
      weights,
    },
  ]));
}
