import { type Key, rootKey, split } from "../../core/key.ts";
import { computed, inUnit } from "../exact/outcome.ts";
import { norm } from "../exact/vectors.ts";
import type { Executor } from "../executor.ts";
import type { WeightsSettings } from "./exact_settings.ts";
import { scaleMetric } from "./exact_study.ts";
import type { ExactSubject } from "./exact_subject.ts";
import { drawnMoments } from "./drawn_moments.ts";
import { unitMatrix } from "./target_covariances.ts";

/**
 * Noise that enters through weights, n = Σ (w_i - 1/m) g_i, has covariance c² F
 * if the weights have (c²/m) I around 1/m: the moments of drawn weights
 * (`drawn_moments.ts`) for each method. "multiplicative_difference" is
 * the Euclidean norm of the difference of the weights of multiplicative noise
 * from those of full-Fisher noise at m = M_L, in units of 1/m;
 * "scale_squared_<S>_<L>" is c².
 */
export function weightsRun(subject: ExactSubject): Executor {
  return (settings, { seed }) => {
    const { smallBatch, largeBatch, examples, draws, scales } =
      settings as WeightsSettings;
    const batches = { smallBatch, largeBatch };
    const c = subject.noiseScale(batches);
    const full = subject.fullFisherNoise(batches);
    const multiplicative = subject.multiplicativeNoise(batches);
    const trueFisher = subject.trueFisherNoise(batches);
    const covariance = unitMatrix(examples, c * c / examples);
    const noise = split(rootKey(seed), "noise");
    const momentsOf = (
      name: string,
      { mean, weights }: {
        mean: number;
        weights: (key: Key) => Float32Array;
      },
    ) =>
      drawnMoments(name, {
        covariance,
        noises: Array.from(
          { length: draws },
          (_, step) =>
            Float64Array.from(
              weights(split(noise, step)),
              (weight) => weight - mean,
            ),
        ),
      });
    const [a, b] = [full, multiplicative].map((method) =>
      method.weights(largeBatch, noise)
    );
    const difference = a!.map((weight, i) => weight - b![i]!);
    return Promise.resolve(computed({
      ...momentsOf("full", {
        mean: 1 / examples,
        weights: (key) => full.weights(examples, key),
      }),
      ...momentsOf("multiplicative", {
        mean: 1 / examples,
        weights: (key) => multiplicative.weights(examples, key),
      }),
      ...momentsOf("true_fisher", {
        mean: 0,
        weights: (key) => trueFisher.drawnLabelWeights!(examples, key),
      }),
      ...inUnit("ratio", {
        multiplicative_difference: norm(difference) * largeBatch,
        ...Object.fromEntries(scales.map((batches) => [
          scaleMetric(batches),
          subject.noiseScale(batches) ** 2,
        ])),
      }),
    }));
  };
}
