import { rootKey, split } from "../../core/key.ts";
import type { ExampleWeightMethod } from "../../core/method.ts";
import { loadDataset } from "../../datasets/mod.ts";
import { sgd } from "../../methods/sgd.ts";
import { mlp } from "../../models/mlp.ts";
import { effectiveRank } from "../exact/effective_rank.ts";
import { meanOf, oneExample, varianceOf } from "../exact/estimate_moments.ts";
import { gradientProbe, perExampleGradients } from "../exact/gradient_probe.ts";
import { computed, inUnit } from "../exact/outcome.ts";
import { combination, difference, dot } from "../exact/vectors.ts";
import type { Executor } from "../executor.ts";
import { metricAt, type SamplingSettings } from "./exact_study.ts";
import type { ExactSubject } from "./exact_subject.ts";

/**
 * Covariances estimated from gradient estimates that are drawn and computed as
 * training does it, with a small network at its initialisation.
 *
 * "largest_mean_deviation" is the largest n ‖mean noise‖² / Tr Cov of n draws
 * of any method, about 1; "largest_full_batch_noise" the largest
 * ‖ĝ - ∇L‖ / ‖∇L‖ of any method whose minibatches are the whole training set.
 */
export function samplingRun(subject: ExactSubject): Executor {
  return async (settings, { engine, seed, dataDir, onProgress }) => {
    const { datasets: [name], examples, hidden, batchSize, draws, ...rest } =
      settings as SamplingSettings;
    const dataset = await loadDataset(name, { dataDir });
    const model = mlp({
      inputShape: dataset.imageShape,
      hidden,
      classes: dataset.classes,
    });
    const probe = gradientProbe(engine, { model, dataset, seed });
    const one = oneExample(await perExampleGradients(probe, examples));
    const gradient = meanOf(one);
    // One draw an epoch, at changing places: those of one epoch depend on
    // each other.
    const noiseOf = async (
      method: ExampleWeightMethod,
      { draw, batchSize }: { draw: number; batchSize: number },
    ) => {
      const steps = [...subject.minibatchesOfEpoch(
        split(rootKey(seed), "shuffle"),
        { epoch: draw, examples, batchSize, method },
      )];
      const indices = steps[draw % steps.length]!;
      const estimate = await probe.estimate(method, indices);
      return difference(estimate, gradient);
    };
    const methods = Object.entries(sampledMethods(subject, rest));
    const covariances: Record<string, number> = {};
    const meanDeviations: number[] = [];
    const fullBatchNoises: number[] = [];
    for (const [index, [name, method]] of methods.entries()) {
      let squares = 0;
      let sum: Float64Array = new Float64Array(gradient.length);
      for (let draw = 0; draw < draws; draw++) {
        const noise = await noiseOf(method, { draw, batchSize });
        squares += dot(noise, noise);
        sum = combination([1, sum], [1, noise]);
        onProgress({
          step: index * draws + draw + 1,
          ofSteps: methods.length * draws,
        });
      }
      covariances[name] = squares / draws;
      meanDeviations.push(dot(sum, sum) / squares);
      if (method.sampling === "independent") {
        const noise = await noiseOf(method, { draw: 0, batchSize: examples });
        fullBatchNoises.push(Math.sqrt(dot(noise, noise)));
      }
    }
    probe.dispose();
    return computed({
      ...inUnit("squared gradient", {
        example_covariance: varianceOf(one),
        ...covariances,
      }),
      ...inUnit("ratio", {
        largest_mean_deviation: Math.max(...meanDeviations),
        largest_full_batch_noise: Math.max(...fullBatchNoises) /
          Math.sqrt(dot(gradient, gradient)),
      }),
      effective_rank: {
        value: effectiveRank(one.gradients),
        unit: "directions",
      },
      draws: { value: draws, unit: "draws" },
    });
  };
}

/** The methods by the name of the metric of their covariance. */
function sampledMethods(
  { noiseEnhancement }: Pick<ExactSubject, "noiseEnhancement">,
  { alphas, disjointAlphas }: Pick<
    SamplingSettings,
    "alphas" | "disjointAlphas"
  >,
): Record<string, ExampleWeightMethod> {
  return Object.fromEntries([
    ["plain_covariance", sgd()],
    ...alphas.map((alpha) => [
      metricAt("independent_covariance", alpha),
      noiseEnhancement({ alpha }),
    ]),
    ...disjointAlphas.map((alpha) => [
      metricAt("disjoint_covariance", alpha),
      noiseEnhancement({ alpha, sampling: "disjoint" }),
    ]),
  ]);
}
