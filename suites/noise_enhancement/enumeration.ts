/**
 * The gradient estimates of section 2 over every draw of their minibatches, on
 * given per-example gradients.
 *
 * @module
 */
import { rootKey } from "../../core/key.ts";
import type { ExampleWeightMethod } from "../../core/method.ts";
import { sgd } from "../../methods/sgd.ts";
import { minibatchDraws, subsets } from "../exact/draws.ts";
import {
  type Estimate,
  type Gradient,
  meanOf,
  oneExample,
  varianceOf,
} from "../exact/estimate_moments.ts";
import { relativeDistance } from "../exact/vectors.ts";
import type { Metric } from "../suite.ts";
import { metricAt } from "./exact_study.ts";
import type { ExactSubject } from "./exact_subject.ts";

/** Per-example gradients and the size of the minibatches drawn from them. */
export interface EnumerationOptions {
  readonly gradients: readonly Gradient[];
  readonly batchSize: number;
}

/** A method's estimate over every draw of its minibatches. */
export function methodEstimate(
  method: ExampleWeightMethod,
  { gradients, batchSize }: EnumerationOptions,
): Estimate {
  return {
    gradients,
    draws: minibatchDraws(method, { examples: gradients.length, batchSize }),
    weights: method.weights(batchSize, rootKey(0)),
  };
}

/**
 * The naive form α ∇L_{B_t} + (1 - α) ∇L over every B_t: the second sum is
 * over all examples.
 *
 * Source: eq. 5.
 */
function naiveEstimate(
  alpha: number,
  { gradients, batchSize }: EnumerationOptions,
): Estimate {
  const examples = gradients.length;
  const all = Array.from({ length: examples }, (_, index) => index);
  return {
    gradients,
    draws: subsets(examples, batchSize).map((draw) => [...draw, ...all]),
    weights: [
      ...Array<number>(batchSize).fill(alpha / batchSize),
      ...Array<number>(examples).fill((1 - alpha) / examples),
    ],
  };
}

/**
 * The estimates of section 2, by the name of the metric that is the trace of
 * their covariance: of one example (Σ̂), of plain SGD, and at each α of noise
 * enhancement over independent and over disjoint minibatches and of the naive
 * form.
 */
export function enumeratedEstimates(
  { noiseEnhancement }: Pick<ExactSubject, "noiseEnhancement">,
  { alphas, ...options }: EnumerationOptions & {
    readonly alphas: readonly number[];
  },
): Record<string, Estimate> {
  const enhanced = alphas.flatMap((alpha): [string, Estimate][] => [
    [
      metricAt("independent_covariance", alpha),
      methodEstimate(noiseEnhancement({ alpha }), options),
    ],
    [
      metricAt("disjoint_covariance", alpha),
      methodEstimate(
        noiseEnhancement({ alpha, sampling: "disjoint" }),
        options,
      ),
    ],
    [metricAt("naive_covariance", alpha), naiveEstimate(alpha, options)],
  ]);
  return {
    example_covariance: oneExample(options.gradients),
    plain_covariance: methodEstimate(sgd(), options),
    ...Object.fromEntries(enhanced),
  };
}

/**
 * The trace of each estimate's covariance under its name, in squared gradient,
 * and "largest_mean_error", the largest ‖E ĝ - ∇L‖ / ‖∇L‖ of any of them.
 *
 * @param gradient ∇L
 */
export function momentMetrics(
  estimates: Readonly<Record<string, Estimate>>,
  gradient: Gradient,
): Record<string, Metric> {
  const meanErrors = Object.values(estimates).map((estimate) =>
    relativeDistance(meanOf(estimate), gradient)
  );
  return {
    ...Object.fromEntries(
      Object.entries(estimates).map(([name, estimate]) => [
        name,
        { value: varianceOf(estimate), unit: "squared gradient" },
      ]),
    ),
    largest_mean_error: { value: Math.max(...meanErrors), unit: "ratio" },
  };
}
