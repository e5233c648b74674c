/**
 * The gradient estimates of section 2 over every draw of their minibatches, on
 * given per-example gradients.
 *
 * @module
 */
import { rootKey } from "../../core/key.ts";
import type { Method } from "../../core/method.ts";
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
import { metricAt } from "./exact_study.ts";
import type { ExactSubject } from "./exact_subject.ts";

/** Per-example gradients and the size of the minibatches drawn from them. */
export interface EnumerationOptions {
  readonly gradients: readonly Gradient[];
  readonly batchSize: number;
}

/** A method's estimate over every draw of its minibatches. */
export function methodEstimate(
  method: Method,
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
export function naiveEstimate(
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

/** The estimates with noise enhanced by α, by how it is done. */
export function enhancedEstimates(
  { noiseEnhancement }: Pick<ExactSubject, "noiseEnhancement">,
  { alpha, ...options }: EnumerationOptions & { readonly alpha: number },
): Readonly<Record<"independent" | "disjoint" | "naive", Estimate>> {
  return {
    independent: methodEstimate(noiseEnhancement({ alpha }), options),
    disjoint: methodEstimate(
      noiseEnhancement({ alpha, sampling: "disjoint" }),
      options,
    ),
    naive: naiveEstimate(alpha, options),
  };
}

/**
 * Traces of the covariances of the estimates, by the names of their metrics.
 *
 * "example_covariance" is Tr Σ̂, "plain_covariance" that of plain SGD;
 * "largest_mean_error" is the largest ‖E ĝ - ∇L‖ / ‖∇L‖ of any estimate ĝ.
 */
export function enumeratedMoments(
  subject: Pick<ExactSubject, "noiseEnhancement">,
  { alphas, ...options }: EnumerationOptions & {
    readonly alphas: readonly number[];
  },
): Record<string, number> {
  const one = oneExample(options.gradients);
  const gradient = meanOf(one);
  const moments: Record<string, number> = {
    example_covariance: varianceOf(one),
    plain_covariance: varianceOf(methodEstimate(sgd(), options)),
  };
  let largestMeanError = 0;
  for (const alpha of alphas) {
    const estimates = enhancedEstimates(subject, { ...options, alpha });
    for (const [scheme, estimate] of Object.entries(estimates)) {
      moments[metricAt(`${scheme}_covariance`, alpha)] = varianceOf(estimate);
      largestMeanError = Math.max(
        largestMeanError,
        relativeDistance(meanOf(estimate), gradient),
      );
    }
  }
  return { ...moments, largest_mean_error: largestMeanError };
}
