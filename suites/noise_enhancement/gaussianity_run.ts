import * as tf from "@tensorflow/tfjs-core";
import { type Key, split } from "../../core/key.ts";
import type { ExampleWeightMethod } from "../../core/method.ts";
import { normal } from "../../core/random.ts";
import { disposeTensors, type NamedTensors } from "../../core/tensors.ts";
import { noiseEnhancement } from "../../methods/noise_enhancement.ts";
import { sgd } from "../../methods/sgd.ts";
import { minibatchesOfEpoch } from "../../training/minibatches.ts";
import { plainGradient } from "../../training/probes/plain_gradient.ts";
import type { Moment } from "../../training/training_measurement.ts";
import type { ClassificationSettings } from "../classification.ts";
import { trainClassifier } from "../classification_run.ts";
import { inUnit } from "../exact/outcome.ts";
import type { Executor } from "../executor.ts";
import type { RunSettings } from "../suite.ts";
import { type Shape, shapeOf } from "./noise_shape.ts";

/** The distribution of the noise at a point of a training. */
export type GaussianitySettings = RunSettings & {
  readonly kind: "noise-enhancement/gaussianity";
  /** It ends where the noise is looked at; for F1, which normalises nothing. */
  readonly training: ClassificationSettings;
  /** Random directions that gradient estimates are projected on. */
  readonly directions: number;
  /** Gradient estimates of each method. */
  readonly draws: number;
  readonly alpha: number;
  readonly batchSize: number;
  /** B_eff of plain SGD, an integer. */
  readonly plainBatchSize: number;
};

/** What of the directions is reported as it is. */
const SERIES = [
  ...["plain_skewness", "enhanced_skewness"],
  ...["plain_kurtosis", "enhanced_kurtosis"],
];

/** Standard errors above which a direction counts as not Gaussian. */
const ERRORS = 3;

/**
 * Trains a network in part, and draws gradient estimates over all its training
 * examples, of noise enhancement and of plain SGD at B_eff, with minibatches
 * without replacement. The series "plain_skewness", "enhanced_skewness",
 * "plain_kurtosis" and "enhanced_kurtosis" (excess) have a number for each
 * direction.
 *
 * "skewed_directions" are those in which |skewness| of plain SGD exceeds 3
 * standard errors, √(6/n) for n draws; "less_skewed_directions" those of them
 * where noise enhancement has less. "heavy_directions" likewise of the excess
 * kurtosis, √(24/n). "covariance_ratio" is the mean ratio of the variances.
 */
export const runGaussianity: Executor = async (settings, context) => {
  const { training, draws, alpha, batchSize, plainBatchSize, directions } =
    settings as GaussianitySettings;
  const outcome = await trainClassifier(training, context, {
    measuring: [{
      isDue: (_, ended) => ended,
      measure: async (moment) => {
        const projections = await projectionsOf(moment, directions);
        const examples = moment.dataset.train.count;
        const shapesOf = (method: ExampleWeightMethod, batchSize: number) =>
          shapesOfDraws(projections, {
            ...{ method, batchSize, examples, draws, key: moment.key },
          });
        return {
          ...measuresOf("plain", shapesOf(sgd(), plainBatchSize)),
          ...measuresOf(
            "enhanced",
            shapesOf(noiseEnhancement({ alpha }), batchSize),
          ),
        };
      },
    }],
  });
  const of = (name: string) => outcome.series[name] ?? [];
  const than = (name: "skewness" | "kurtosis", error: number) => {
    const enhanced = of(`enhanced_${name}`);
    const beyond = of(`plain_${name}`).map((plain, k) => [plain, enhanced[k]])
      .filter(([a]) => Math.abs(a!) > ERRORS * error);
    return [
      beyond.length,
      beyond.filter(([a, b]) => Math.abs(b!) < Math.abs(a!)).length,
    ] as const;
  };
  const [skewed, lessSkewed] = than("skewness", Math.sqrt(6 / draws));
  const [heavy, lessHeavy] = than("kurtosis", Math.sqrt(24 / draws));
  const enhanced = of("enhanced_variance");
  const ratios = of("plain_variance").map((plain, k) => enhanced[k]! / plain);
  return {
    ...outcome,
    metrics: {
      ...inUnit(`of ${directions}`, {
        ...{ skewed_directions: skewed, less_skewed_directions: lessSkewed },
        ...{ heavy_directions: heavy, less_heavy_directions: lessHeavy },
      }),
      covariance_ratio: {
        value: ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length,
        unit: "ratio",
      },
      training_loss: outcome.metrics.training_loss!,
    },
    series: Object.fromEntries(SERIES.map((name) => [name, of(name)])),
  };
};

/** Numbers for each direction, by name. */
function measuresOf(whose: string, shapes: readonly Shape[]) {
  return {
    [`${whose}_variance`]: shapes.map(({ variance }) => variance),
    [`${whose}_skewness`]: shapes.map(({ skewness }) => skewness),
    [`${whose}_kurtosis`]: shapes.map(({ kurtosis }) => kurtosis),
  };
}

/**
 * Each training example's gradient on random directions, normal and
 * independent, `[directions][examples]`.
 */
async function projectionsOf(
  { parameters, step, dataset, tables, key }: Moment,
  count: number,
): Promise<Float32Array[]> {
  const { engine, model } = step;
  const size = model.parameterCount;
  const rows = Array.from(
    { length: count },
    (_, k) => normal(split(split(key, "direction"), k), size),
  );
  const directions = tf.tensor2d(
    Float32Array.from(
      { length: count * size },
      (_, i) => rows[Math.floor(i / size)]![i % size]!,
    ),
    [count, size],
  );
  const project = engine.compile(function project(
    gradient: NamedTensors,
    { directions }: { directions: tf.Tensor },
  ) {
    const flat = tf.concat(
      Object.values(gradient).map((g) => tf.reshape(g, [-1])),
    );
    return {
      projected: tf.matMul(
        directions as tf.Tensor2D,
        tf.reshape(flat, [-1, 1]),
      ),
    };
  });
  const projections = rows.map(() => new Float32Array(dataset.train.count));
  for (let i = 0; i < dataset.train.count; i++) {
    const { gradient, loss } = plainGradient(parameters, {
      ...{ step, dataset, tables, indices: Uint32Array.of(i) },
    });
    const { projected } = project(gradient, { directions });
    const values = await projected.data();
    projections.forEach((row, k) => row[i] = values[k]!);
    disposeTensors({ ...gradient, loss, projected });
  }
  directions.dispose();
  return projections;
}

/** The noise of a method's estimates in each direction. */
function shapesOfDraws(
  projections: readonly Float32Array[],
  { method, batchSize, examples, draws, key }: {
    method: ExampleWeightMethod;
    batchSize: number;
    examples: number;
    draws: number;
    key: Key;
  },
): Shape[] {
  const estimates = projections.map(() => new Float64Array(draws));
  const weights = method.weights(batchSize, key);
  const drawn = minibatchesOfEpoch(split(key, "shuffle"), {
    ...{ epoch: 0, examples, batchSize, method },
    drawing: { name: "fresh subsets", steps: draws, stepsPerEpoch: draws },
  });
  let draw = 0;
  for (const indices of drawn) {
    projections.forEach((row, k) => {
      let sum = 0;
      for (let i = 0; i < indices.length; i++) {
        sum += weights[i]! * row[indices[i]!]!;
      }
      estimates[k]![draw] = sum;
    });
    draw++;
  }
  return estimates.map(shapeOf);
}
