/**
 * Statistics of the per-example gradients of a step, as gradient methods ask
 * for them: from the probes of a model to the mean over examples.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import type { GradientMethod, GradientStatistic } from "../core/method.ts";
import type { Model } from "../core/model.ts";
import { mapTensors, type NamedTensors } from "../core/tensors.ts";
import type { Observed } from "./sums.ts";

/** A statistic that takes work. */
export type AskedStatistic = Exclude<GradientStatistic, "none">;

/** Tensors of several statistics. */
export type ByStatistic = Partial<Record<AskedStatistic, NamedTensors>>;

/** The statistics that methods ask for, each once. */
export function askedStatistics(
  methods: readonly GradientMethod[],
): AskedStatistic[] {
  const statistics = methods.map(({ statistic }) => statistic)
    .filter((statistic) => statistic !== "none");
  return [...new Set(statistics)];
}

/**
 * How many of a step's examples are observed: as many as the method wants that
 * wants most, 0 if none asks for a statistic.
 */
export function observedExamples(
  methods: readonly GradientMethod[],
  examples: number,
): number {
  const wanted = methods
    .filter(({ statistic }) => statistic !== "none")
    .map(({ statisticExamples = examples }) => statisticExamples);
  return Math.min(examples, Math.max(0, ...wanted));
}

/**
 * The probes of each statistic; the caller owns them.
 *
 * @throws {RangeError} if the model cannot give one of them.
 */
export function zeroProbes(
  model: Model,
  statistics: readonly AskedStatistic[],
): ByStatistic {
  return Object.fromEntries(statistics.map((statistic) => {
    if (model.zeroProbes === undefined) {
      throw new RangeError(
        `Cannot take ${statistic} of ${model.name}: it gives no gradient statistics`,
      );
    }
    return [statistic, model.zeroProbes(statistic)];
  }));
}

/**
 * A statistic as {@linkcode GradientStatistic} defines it. Probes see the
 * gradients of w_i ℓ_i, so their sums are divided by Σ w_i²; but a layer's
 * inputs have no weights, and their sum is divided by the number of examples.
 */
export function meanStatistic(
  { sums, squaredWeights, examples }: Observed,
  statistic: AskedStatistic,
): NamedTensors {
  return mapTensors(
    sums[statistic]!,
    (sum, name) =>
      tf.div(
        sum,
        statistic === "Kronecker factors" && name.endsWith("/inputs")
          ? examples
          : squaredWeights,
      ),
  );
}
