import * as tf from "@tensorflow/tfjs-core";
import type { EngineRandom } from "../core/engine_random.ts";
import type { Model } from "../core/model.ts";
import { mapTensors, type NamedTensors } from "../core/tensors.ts";
import { crossEntropy } from "./cross_entropy.ts";
import { drawnLabels } from "./drawn_labels.ts";
import {
  type AskedStatistic,
  type ByStatistic,
  zeroProbes,
} from "./gradient_statistics.ts";
import type { Observed, Sums } from "./sums.ts";
import { valueAndGradient } from "./value_and_gradient.ts";

/** A microbatch with the weights of its examples. */
export interface WeightedBatch {
  /** Inputs, `[batch, ...inputShape]`. */
  x: tf.Tensor;
  /** Classes, int32 `[batch]`. */
  labels: tf.Tensor1D;
  /** Weight w_i of each example, `[batch]`; they sum to 1 over the step. */
  weights: tf.Tensor1D;
  /** Absent: no labels are drawn. */
  drawn?: {
    /** Weight v_i of the loss with a drawn label, `[batch]`. */
    weights: tf.Tensor1D;
    /** What the label is drawn with, uniform on [0, 1), `[batch]`. */
    uniforms: tf.Tensor1D;
  };
  /** What numbers drop out by, for a network with dropout. */
  dropoutKey?: tf.Tensor1D;
  /**
   * How many examples, the first ones, gradient statistics are taken from, if
   * any are asked for. Absent: none.
   */
  observed?: number;
}

/** Tells the probes from the parameters that they are called after. */
const PROBE = "probe ";

/**
 * The sums of one microbatch, from one forward and one backward pass. The loss
 * is Σ w_i ℓ_i, plus Σ v_i ℓ_i with drawn labels if there are any.
 *
 * @throws {RangeError} if the model cannot give an asked statistic, or it has
 * dropout and the batch no key.
 */
export function microbatchSums(
  parameters: NamedTensors,
  { model, batch, asked, random }: {
    model: Model;
    batch: WeightedBatch;
    asked: readonly AskedStatistic[];
    random: EngineRandom;
  },
): Sums {
  const { x, labels, weights, drawn, dropoutKey: key, observed = 0 } = batch;
  if (model.dropRate !== undefined && key === undefined) {
    throw new RangeError(
      `Cannot train ${model.name}: a batch must have a key for its dropout`,
    );
  }
  const probes = zeroProbes(model, observed > 0 ? asked : []);
  const zeros: NamedTensors = Object.assign({}, ...Object.values(probes));
  const isObserved = Object.keys(zeros).length > 0;
  const inputs: Record<string, tf.Tensor> = { ...parameters };
  for (const name in zeros) inputs[`${PROBE}${name}`] = zeros[name]!;
  const { value, gradient, auxiliary } = valueAndGradient((inputs) => {
    const zerosIn = mapTensors(zeros, (_, name) => inputs[`${PROBE}${name}`]!);
    const { logits, statistics } = model.apply(inputs, {
      x,
      ...(isObserved ? { probes: { zeros: zerosIn, examples: observed } } : {}),
      ...(key === undefined ? {} : { dropout: { random, key } }),
    });
    const loss = lossOf(logits, { labels, weights });
    return {
      value: drawn === undefined ? loss : tf.add(
        loss,
        lossOf(logits, {
          labels: drawnLabels(logits, drawn.uniforms),
          weights: drawn.weights,
        }),
      ),
      auxiliary: statistics,
    };
  }, inputs);
  return {
    gradient: mapTensors(parameters, (_, name) => gradient[name]!),
    loss: value,
    statistics: mapTensors(auxiliary, (s) => tf.mul(s, x.shape[0]!)),
    ...(isObserved
      ? { observed: observedSums(gradient, { probes, batch, observed }) }
      : {}),
  };
}

/** Σ w_i ℓ_i */
function lossOf(
  logits: tf.Tensor2D,
  { labels, weights }: Pick<WeightedBatch, "labels" | "weights">,
): tf.Scalar {
  return tf.sum(tf.mul(weights, crossEntropy(logits, labels)));
}

function observedSums(
  gradient: NamedTensors,
  { probes, batch: { weights, drawn }, observed }: {
    probes: ByStatistic;
    batch: WeightedBatch;
    observed: number;
  },
): Observed {
  const squaresOf = (weights: tf.Tensor1D) =>
    tf.sum<tf.Scalar>(tf.square(tf.slice(weights, 0, observed)));
  const squaredWeights = squaresOf(weights);
  return {
    sums: Object.fromEntries(
      Object.entries(probes).map(([statistic, zeros]) => [
        statistic,
        mapTensors(zeros, (_, name) => gradient[`${PROBE}${name}`]!),
      ]),
    ),
    squaredWeights: drawn === undefined
      ? squaredWeights
      : tf.add(squaredWeights, squaresOf(drawn.weights)),
    examples: tf.scalar(observed),
  };
}
