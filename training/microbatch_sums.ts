import * as tf from "@tensorflow/tfjs-core";
import type { EngineRandom } from "../core/engine_random.ts";
import type { ExampleWeightMethod } from "../core/method.ts";
import { contributionsTo, type Model } from "../core/model.ts";
import { mapTensors, type NamedTensors, tensorNamed } from "../core/tensors.ts";
import { crossEntropy } from "./cross_entropy.ts";
import { drawnLabels } from "./drawn_labels.ts";
import {
  type AskedStatistic,
  type ByProbed,
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

/** What the weights of examples are of. */
export type Weighed = Required<ExampleWeightMethod>["weighs"];

/**
 * What the weights of a method are of in a network: losses, also where that is
 * the same as contributions, which take probes.
 */
export function weighedIn(
  model: Pick<Model, "ghostBatchSize">,
  { weighs = "losses" }: Pick<ExampleWeightMethod, "weighs">,
): Weighed {
  return model.ghostBatchSize === undefined ? "losses" : weighs;
}

/** What the sums of a microbatch are made from. */
export interface MicrobatchSumsOptions {
  /** The network. */
  model: Model;
  /** Its examples. */
  batch: WeightedBatch;
  /** The statistics that are taken from the observed ones. */
  asked: readonly AskedStatistic[];
  /** The engine's draws, for dropout. */
  random: EngineRandom;
  /** What is weighed; losses by default. */
  weighs?: Weighed;
}

/**
 * The sums of one microbatch, from one forward and one backward pass. The loss
 * is Σ w_i ℓ_i, plus Σ v_i ℓ_i with drawn labels if there are any: these take a
 * second pass where their contributions are weighed.
 *
 * @throws {RangeError} if the model cannot give an asked statistic, or the
 * contributions that are weighed, or it has dropout and the batch no key.
 */
export function microbatchSums(
  parameters: NamedTensors,
  { weighs = "losses", ...options }: MicrobatchSumsOptions,
): Sums {
  const { model, batch: { drawn, ...batch } } = options;
  if (model.dropRate !== undefined && batch.dropoutKey === undefined) {
    throw new RangeError(
      `Cannot train ${model.name}: a batch must have a key for its dropout`,
    );
  }
  if (weighs === "losses") return passOf(parameters, { ...options, weighs });
  const sums = passOf(parameters, { ...options, batch, weighs });
  if (drawn === undefined) return sums;
  const ofDrawn = passOf(parameters, {
    ...{ ...options, weighs, asked: [] },
    batch: { ...batch, weights: drawn.weights },
    labelsOf: (logits) => drawnLabels(logits, drawn.uniforms),
  });
  return {
    ...sums,
    gradient: mapTensors(
      sums.gradient,
      (g, name) => tf.add(g, tensorNamed(ofDrawn.gradient, name)),
    ),
    loss: tf.add(sums.loss, ofDrawn.loss),
  };
}

/** Tells the probes from the parameters that they are called after. */
const PROBE = "probe ";
/** What the weighted loss is called among the statistics of a pass. */
const LOSS = "loss";

/** One forward and one backward pass. */
function passOf(
  parameters: NamedTensors,
  { model, batch, asked, random, weighs, labelsOf }:
    & MicrobatchSumsOptions
    & {
      /** Labels by logits. Absent: the batch's. */
      labelsOf?: (logits: tf.Tensor2D) => tf.Tensor1D;
    },
): Sums {
  const { x, weights, dropoutKey: key, observed = 0 } = batch;
  const byContribution = weighs === "contributions";
  const probes = zeroProbes(model, observed > 0 ? asked : []);
  const isObserved = Object.keys(probes).length > 0;
  const zeros: NamedTensors = Object.assign(
    {},
    ...Object.values(probes),
    ...Object.values(
      byContribution ? zeroProbes(model, ["contributions"]) : {},
    ),
  );
  const inputs: Record<string, tf.Tensor> = byContribution
    ? {}
    : { ...parameters };
  for (const name in zeros) inputs[`${PROBE}${name}`] = zeros[name]!;
  const { gradient, auxiliary } = valueAndGradient((inputs) => {
    const zerosIn = mapTensors(zeros, (_, name) => inputs[`${PROBE}${name}`]!);
    const { logits, statistics } = model.apply({ ...parameters, ...inputs }, {
      x,
      ...(Object.keys(zeros).length === 0 ? {} : {
        probes: {
          ...{ zeros: zerosIn, examples: observed },
          ...(byContribution ? { weights } : {}),
        },
      }),
      ...(key === undefined ? {} : { dropout: { random, key } }),
    });
    const labels = labelsOf?.(logits) ?? batch.labels;
    const loss = lossOf(logits, { ...batch, labels });
    return {
      value: byContribution
        ? tf.sum<tf.Scalar>(crossEntropy(logits, labels))
        : loss,
      auxiliary: { ...statistics, [LOSS]: loss },
    };
  }, inputs);
  const { [LOSS]: loss, ...statistics } = auxiliary;
  return {
    gradient: mapTensors(
      parameters,
      (_, name) =>
        gradient[byContribution ? `${PROBE}${contributionsTo(name)}` : name]!,
    ),
    loss: loss as tf.Scalar,
    statistics: mapTensors(statistics, (s) => tf.mul(s, x.shape[0]!)),
    ...(isObserved
      ? { observed: observedSums(gradient, { probes, batch, observed }) }
      : {}),
  };
}

/** Σ w_i ℓ_i, and Σ v_i ℓ_i with drawn labels */
function lossOf(
  logits: tf.Tensor2D,
  { labels, weights, drawn }: Pick<
    WeightedBatch,
    "labels" | "weights" | "drawn"
  >,
): tf.Scalar {
  const loss = tf.sum<tf.Scalar>(
    tf.mul(weights, crossEntropy(logits, labels)),
  );
  if (drawn === undefined) return loss;
  const { weights: v, uniforms } = drawn;
  const ofDrawn = lossOf(logits, {
    ...{ labels: drawnLabels(logits, uniforms), weights: v },
  });
  return tf.add(loss, ofDrawn);
}

function observedSums(
  gradient: NamedTensors,
  { probes, batch: { weights, drawn }, observed }: {
    probes: ByProbed;
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
