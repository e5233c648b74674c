import { rootKey, split } from "../../core/key.ts";
import type { StepMethod } from "../../core/method.ts";
import type { Model } from "../../core/model.ts";
import { disposeTensors, type NamedTensors } from "../../core/tensors.ts";
import { sgd } from "../../methods/sgd.ts";
import { mlp } from "../../models/mlp.ts";
import { gradientCovariance } from "../../training/probes/gradient_covariance.ts";
import { tensorsOf } from "../../training/probes/vectors.ts";
import {
  contributions,
  type GradientProbe,
  gradientProbe,
  perExampleGradients,
} from "../exact/gradient_probe.ts";
import { fewImages } from "../exact/few_images.ts";
import { computed, inUnit } from "../exact/outcome.ts";
import { secondMoment } from "../exact/second_moment.ts";
import { smallNetwork } from "../exact/small_network.ts";
import { type UnitNormals, unitNormals } from "../exact/unit_normals.ts";
import {
  combination,
  difference,
  norm,
  relativeDistance,
} from "../exact/vectors.ts";
import type { Executor } from "../executor.ts";
import type { Metric } from "../suite.ts";
import type { InjectedMethod, InjectedSettings } from "./exact_settings.ts";
import type { ExactSubject } from "./exact_subject.ts";
import { injectedMethods } from "./noise_methods.ts";
import {
  covarianceOfColumns,
  type DenseSizes,
  diagonalOf,
  isotropicOf,
  kroneckerOf,
  traceOf,
  unitMatrix,
} from "./target_covariances.ts";

/**
 * The noise C ξ of each method, column by column of C, through the gradient
 * estimates of training, and its covariance beside the target that per-example
 * gradients say: "<method>_error" as ‖C Cᵀ - K‖ / ‖K‖ (Frobenius), also of the
 * diagonal from a few of the examples; "<method>_still_error" as the relative
 * distance of the estimate with ξ = 0 from the gradient; traces of c² F and of
 * what is injected; Frobenius norms of F, its diagonal and the isotropic matrix
 * of its trace, and F's from inner products alone. For methods of example
 * weights "<method>_estimate_error" is the distance from Σ w_i g_i. With ghost
 * batches g_i is what example i contributes to the gradient of Σ ℓ_i.
 */
export function injectedRun(subject: ExactSubject): Executor {
  return async (given, { engine, seed }) => {
    const settings = given as InjectedSettings;
    const { imageShape, classes, methods, fewExamples, ...rest } = settings;
    const { smallBatch, largeBatch, deviation } = rest;
    const batches = { smallBatch, largeBatch };
    const dataset = fewImages({ imageShape, classes, examples: largeBatch });
    const model = modelOf(settings, subject);
    const chosen = unitNormals(engine);
    const probe = gradientProbe(chosen.engine, { model, dataset, seed });
    const indices = Uint32Array.from({ length: largeBatch }, (_, i) => i);
    const gradients = model.ghostBatchSize === undefined
      ? await perExampleGradients(probe, largeBatch)
      : await contributions(probe, indices);
    const gradient = await probe.estimate(sgd(), indices);
    const fisher = secondMoment(gradients);
    const c = subject.noiseScale(batches);
    const scaled = combination([c * c, fisher]);
    const injected = (method: StepMethod) =>
      injectedNoise(method, { probe, chosen, indices });
    const metrics: Record<string, Metric> = {};
    const ratio = (name: string, value: number) => {
      metrics[name] = { value, unit: "ratio" };
    };
    const all = injectedMethods(subject, { ...batches, deviation });
    for (const name of methods) {
      const { still, covariance } = await injected(all[name]);
      const target = targetOf(name, { settings, gradients, scaled, c });
      ratio(`${name}_error`, relativeDistance(covariance, target));
      ratio(`${name}_still_error`, relativeDistance(still, gradient));
      metrics[`${name}_trace`] = {
        value: traceOf(covariance),
        unit: "squared gradient",
      };
    }
    const few = await injected(subject.diagonalFisherNoise({
      ...{ ...batches, statisticExamples: fewExamples },
    }));
    ratio(
      "diagonal_of_few_error",
      relativeDistance(
        few.covariance,
        diagonalOf(combination(
          [c * c, secondMoment(gradients.slice(0, fewExamples))],
        )),
      ),
    );
    const key = split(rootKey(seed), "noise");
    const weighted = {
      full: subject.fullFisherNoise(batches),
      multiplicative: subject.multiplicativeNoise(batches),
    };
    for (const [name, method] of Object.entries(weighted)) {
      const weights = method.weights(largeBatch, key);
      ratio(
        `${name}_estimate_error`,
        relativeDistance(
          await probe.estimate(method, indices, { key }),
          combination(...gradients.map((g, i) => [weights[i]!, g] as const)),
        ),
      );
    }
    probe.dispose();
    return computed({
      ...metrics,
      ...inUnit("squared gradient", {
        scaled_fisher_trace: traceOf(scaled),
        fisher_norm: norm(fisher),
        fisher_norm_of_products: await normOfProducts(
          gradients,
          model.init(rootKey(seed)),
        ),
        diagonal_norm: norm(diagonalOf(fisher)),
        isotropic_norm: norm(isotropicOf(fisher)),
      }),
    });
  };
}

function modelOf(
  { imageShape: inputShape, classes, network }: InjectedSettings,
  subject: ExactSubject,
): Model {
  return "hidden" in network
    ? mlp({ inputShape, classes, ...network })
    : smallNetwork({ inputShape, classes, filters: network.filters }, subject);
}

/** The estimate with ξ = 0, and the covariance of C ξ, column by column of C. */
async function injectedNoise(
  method: StepMethod,
  { probe, chosen, indices }: {
    probe: GradientProbe;
    chosen: UnitNormals;
    indices: Uint32Array;
  },
): Promise<{ still: Float32Array; covariance: Float64Array }> {
  chosen.choose(-1);
  const still = await probe.estimate(method, indices);
  const columns = [];
  for (let j = 0; j < still.length; j++) {
    chosen.choose(j);
    const moved = await probe.estimate(method, indices);
    columns.push(difference(moved, still));
  }
  return { still, covariance: covarianceOfColumns(columns) };
}

/** The covariance that a method's noise has to have; `scaled` is c² F. */
function targetOf(
  method: InjectedMethod,
  { settings, gradients, scaled, c }: {
    settings: InjectedSettings;
    gradients: readonly Float32Array[];
    scaled: Float64Array;
    c: number;
  },
): Float64Array {
  switch (method) {
    case "diagonal":
      return diagonalOf(scaled);
    case "trace":
      return isotropicOf(scaled);
    case "kfac":
      return combination([c * c, kroneckerOf(gradients, sizesOf(settings))]);
    case "isotropic":
      return unitMatrix(Math.sqrt(scaled.length), settings.deviation ** 2);
  }
}

/** The layers of a fully connected network. */
function sizesOf(
  { imageShape, classes, network }: InjectedSettings,
): DenseSizes[] {
  if (!("hidden" in network)) {
    throw new RangeError("Cannot tell the factors of a convolution");
  }
  const widths = [
    imageShape.reduce((product, length) => product * length),
    ...network.hidden,
    classes,
  ];
  return widths.slice(1).map((outputs, i) => ({ inputs: widths[i]!, outputs }));
}

/**
 * ‖F‖ by the probe of covariances, which sees inner products alone: gradients
 * together with their negatives have mean 0, so their covariance is F.
 *
 * @param like Is freed.
 */
async function normOfProducts(
  gradients: readonly Float32Array[],
  like: NamedTensors,
): Promise<number> {
  const both = gradients.flatMap((gradient) => [
    tensorsOf(gradient, like),
    tensorsOf(gradient.map((value) => -value), like),
  ]);
  const { frobeniusNorm, diagonal } = await gradientCovariance(both);
  for (const old of [...both, diagonal, like]) disposeTensors(old);
  return frobeniusNorm;
}
