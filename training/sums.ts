import * as tf from "@tensorflow/tfjs-core";
import type { GradientStatistic } from "../core/method.ts";
import {
  disposeTensors,
  mapTensors,
  type NamedTensors,
  tensorNamed,
} from "../core/tensors.ts";

/** What the microbatches of a step add up to. */
export interface Sums {
  /** Σ w_i ∇ℓ_i, or Σ w_i g_i of contributions, under the parameters' names. */
  gradient: NamedTensors;
  /**
   * Σ w_i ℓ_i so far in nats, a scalar; where a method draws labels, with
   * Σ v_i ℓ_i of these.
   */
  loss: tf.Scalar;
  /**
   * Σ s_i so far, s_i the batch statistics that example i was normalised with,
   * whatever its weight; `{}` without normalisation.
   */
  statistics: NamedTensors;
  /** What gradient statistics are made from; absent if none is asked for. */
  observed?: Observed;
}

/** Sums over the examples that gradient statistics are taken from. */
export interface Observed {
  /** What the probes of each asked statistic answered, of w_i g_i. */
  sums: Readonly<Partial<Record<GradientStatistic, NamedTensors>>>;
  /** Σ w_i², a scalar. */
  squaredWeights: tf.Scalar;
  /** How many examples there were, a scalar. */
  examples: tf.Scalar;
}

/** Both together; the caller owns the result, and `sums` and `more` stay. */
export function addSums(sums: Sums, more: Sums): Sums {
  const observed = addObserved(sums.observed, more.observed);
  return {
    gradient: plus(sums.gradient, more.gradient),
    loss: tf.add<tf.Scalar>(sums.loss, more.loss),
    statistics: plus(sums.statistics, more.statistics),
    ...(observed === undefined ? {} : { observed }),
  };
}

/** Frees what a step's microbatches add up to. */
export function disposeSums(
  { gradient, loss, statistics, observed }: Sums,
): void {
  disposeTensors({ ...gradient, ...statistics });
  loss.dispose();
  disposeObserved(observed);
}

/** Frees what gradient statistics are made from. */
export function disposeObserved(observed: Observed | undefined): void {
  if (observed === undefined) return;
  Object.values(observed.sums).forEach(disposeTensors);
  tf.dispose([observed.squaredWeights, observed.examples]);
}

function addObserved(a?: Observed, b?: Observed): Observed | undefined {
  if (a === undefined || b === undefined) {
    // A microbatch beyond the observed examples adds nothing.
    return a === undefined ? undefined : {
      sums: mapRecord(a.sums, (sums) => mapTensors(sums, (s) => tf.clone(s))),
      squaredWeights: tf.clone(a.squaredWeights),
      examples: tf.clone(a.examples),
    };
  }
  return {
    sums: mapRecord(
      a.sums,
      (sums, statistic) => plus(sums, b.sums[statistic]!),
    ),
    squaredWeights: tf.add(a.squaredWeights, b.squaredWeights),
    examples: tf.add(a.examples, b.examples),
  };
}

function plus(a: NamedTensors, b: NamedTensors): NamedTensors {
  return mapTensors(a, (t, name) => tf.add(t, tensorNamed(b, name)));
}

function mapRecord(
  sums: Observed["sums"],
  f: (tensors: NamedTensors, statistic: GradientStatistic) => NamedTensors,
): Observed["sums"] {
  return Object.fromEntries(
    Object.entries(sums).map(([statistic, tensors]) => [
      statistic,
      f(tensors, statistic as GradientStatistic),
    ]),
  );
}
