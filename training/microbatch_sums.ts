import * as tf from "@tensorflow/tfjs-core";
import type { EngineRandom } from "../core/engine_random.ts";
import type { ExampleWeightMethod } from "../core/method.ts";
import { contributionsTo, type Model } from "../core/model.ts";
import { mapTensors, type NamedTensors, tensorNamed } from "../core/tensors.ts";
import { eager } from "../engines/eager.ts";
import { crossEntropy } from "./cross_entropy.ts";
import { drawnLabels } from "./drawn_labels.ts";
import {
  type AskedStatistic,
  type ByProbed,
  zeroProbes,
} from "./gradient_statistics.ts";
import { addSums, type Observed, type Sums } from "./sums.ts";
import { valueAndGradient } from "./value_and_gradient.ts";

/** What the weights of examples are of. */
export type Weighed = Required<ExampleWeightMethod>["weighs"];

/**
 * What a method's weights multiply in a network. Without normalisation both are
 * the same, and losses need no probes.
 */
export function weighedIn(
  model: Pick<Model, "ghostBatchSize">,
  { weighs = "losses" }: Pick<ExampleWeightMethod, "weighs">,
): Weighed {
  return model.ghostBatchSize === undefined ? "losses" : weighs;
}

/** A microbatch with the weights of its examples. */
export interface WeightedBatch {
  /** Inputs, `[batch, ...inputShape]`. */
  x: tf.Tensor;
  /** Classes, int32 `[batch]`. */
  labels: tf.Tensor1D;
  /** Weight w_i of each example, `[batch]`; they sum to 1 over the step. */
  weights: tf.Tensor1D;
  /** What is weighed. Absent: losses. */
  weighs?: Weighed;
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

/** What makes the sums of a microbatch. */
export interface MicrobatchSumsOptions {
  /** The network. */
  model: Model;
  /** Its examples. */
  batch: WeightedBatch;
  /** The statistics that are taken from the observed ones. */
  asked: readonly AskedStatistic[];
  /** The engine's draws, for dropout. */
  random: EngineRandom;
}

/** Σ w_i ℓ_i with labels of one kind. */
interface WeightedLosses {
  weights: tf.Tensor1D;
  labelsOf: (logits: tf.Tensor2D) => tf.Tensor1D;
}

/**
 * The sums of one microbatch. The loss is Σ w_i ℓ_i, plus Σ v_i ℓ_i with drawn
 * labels if there are any; both take one forward and one backward pass, but a
 * pass each where contributions are weighed, as δ is another, and where a
 * statistic is asked for, which is of the examples' own labels.
 *
 * @throws {RangeError} if the model cannot give an asked statistic, or the
 * contributions that are weighed, or it has dropout and the batch no key.
 */
export function microbatchSums(
  parameters: NamedTensors,
  options: MicrobatchSumsOptions,
): Sums {
  const { model, batch } = options;
  if (model.dropRate !== undefined && batch.dropoutKey === undefined) {
    throw new RangeError(
      `Cannot train ${model.name}: a batch must have a key for its dropout`,
    );
  }
  // Frees what it leaves behind, also where nothing is compiled.
  return eager(passesOf)(parameters, options);
}

/** The sums of one pass, or of one for each kind of labels. */
function passesOf(
  parameters: NamedTensors,
  options: MicrobatchSumsOptions,
): Sums {
  const { batch } = options;
  const { labels, weights, drawn } = batch;
  const observed: WeightedLosses = { weights, labelsOf: () => labels };
  const losses = drawn === undefined ? [observed] : [observed, {
    weights: drawn.weights,
    labelsOf: (logits: tf.Tensor2D) => drawnLabels(logits, drawn.uniforms),
  }];
  if (batch.weighs !== "contributions" && options.asked.length === 0) {
    return passOf(parameters, { ...options, losses });
  }
  const [sums, ...others] = losses.map((one) =>
    passOf(parameters, {
      ...{ ...options, losses: [one] },
      ...(one === observed ? {} : { asked: [] }),
    })
  ) as [Sums, ...Sums[]];
  // Both passes have the same ones.
  const { statistics } = sums;
  return { ...others.reduce(addSums, sums), statistics };
}

/** Tells the probes from the parameters that they are called after. */
const PROBE = "probe ";
/** What the weighted loss is called among the statistics of a pass. */
const LOSS = "loss";

/** One forward and one backward pass; by contribution, of one kind of labels. */
function passOf(
  parameters: NamedTensors,
  { model, batch, asked, random, losses }: MicrobatchSumsOptions & {
    losses: readonly WeightedLosses[];
  },
): Sums {
  const { x, dropoutKey: key, observed = 0, weighs } = batch;
  const byContribution = weighs === "contributions";
  const taken = observed > 0 ? asked : [];
  const probes = zeroProbes(model, [
    ...taken,
    ...byContribution ? ["contributions"] as const : [],
  ]);
  const zeros: NamedTensors = Object.assign({}, ...Object.values(probes));
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
          ...(byContribution ? { weights: losses[0]!.weights } : {}),
        },
      }),
      ...(key === undefined ? {} : { dropout: { random, key } }),
    });
    const ofEach = losses.map(({ labelsOf }) =>
      crossEntropy(logits, labelsOf(logits))
    );
    const loss = ofEach
      .map((one, i) => tf.sum<tf.Scalar>(tf.mul(losses[i]!.weights, one)))
      .reduce((sum, one) => tf.add(sum, one));
    return {
      value: byContribution ? tf.sum<tf.Scalar>(ofEach[0]!) : loss,
      auxiliary: { ...statistics, [LOSS]: loss },
    };
  }, inputs);
  const { [LOSS]: loss, ...statistics } = auxiliary;
  return {
    gradient: mapTensors(
      parameters,
      (_, name) =>
        byContribution
          ? tensorNamed(gradient, `${PROBE}${contributionsTo(name)}`)
          : gradient[name]!,
    ),
    loss: loss as tf.Scalar,
    statistics: mapTensors(statistics, (s) => tf.mul(s, x.shape[0]!)),
    ...(taken.length === 0 ? {} : {
      observed: observedSums(gradient, {
        ...{ probes, taken, observed, weights: losses[0]!.weights },
      }),
    }),
  };
}

function observedSums(
  gradient: NamedTensors,
  { probes, taken, weights, observed }: {
    probes: ByProbed;
    taken: readonly AskedStatistic[];
    weights: tf.Tensor1D;
    observed: number;
  },
): Observed {
  return {
    sums: Object.fromEntries(
      taken.map((statistic) => [
        statistic,
        mapTensors(
          probes[statistic]!,
          (_, name) => gradient[`${PROBE}${name}`]!,
        ),
      ]),
    ),
    squaredWeights: tf.sum(tf.square(tf.slice(weights, 0, observed))),
    examples: tf.scalar(observed),
  };
}
