/**
 * Statistics of the per-example gradients of a step, as gradient methods ask
 * for them: from the probes of a model to the mean over examples.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import type { GradientMethod, GradientStatistic } from "../core/method.ts";
import type { Model, Probed } from "../core/model.ts";
import { mapTensors, type NamedTensors } from "../core/tensors.ts";
import type { Observed } from "./sums.ts";

/** A statistic that takes work. */
export type AskedStatistic = Exclude<GradientStatistic, "none">;

/** Tensors of several things that come out of a backward pass. */
export type ByProbed = Partial<Record<Probed, NamedTensors>>;

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
 * The probes of what is to come out of a backward pass; the caller owns them.
 *
 * @throws {RangeError} if the model cannot give one of them.
 */
export function zeroProbes(
  model: Model,
  probed: readonly Probed[],
): ByProbed {
  return Object.fromEntries(probed.map((one) => {
    if (model.zeroProbes === undefined) {
      throw new RangeError(
        `Cannot take ${one} of ${model.name}: it gives no gradient statistics; methods/README.md says which noise methods need them`,
      );
    }
    return [one, model.zeroProbes(one)];
  }));
}

/** Far below the Σ w_i² of any weights but zeros. */
const LEAST_WEIGHT = 1e-30;

/**
 * A statistic as {@linkcode GradientStatistic} defines it. Probes see w_i g_i,
 * so their sums are divided by Σ w_i² (where all weights are 0 the mean is 0); but a
 * layer's inputs have no weights, and their sum is divided by the number of
 * examples.
 */
export function meanStatistic(
  { sums, squaredWeights, examples }: Observed,
  statistic: AskedStatistic,
): NamedTensors {
  const weights = tf.maximum(squaredWeights, LEAST_WEIGHT);
  return mapTensors(
    sums[statistic]!,
    (sum, name) =>
      tf.div(
        sum,
        statistic === "Kronecker factors" && name.endsWith("/inputs")
          ? examples
          : weights,
      ),
  );
}
