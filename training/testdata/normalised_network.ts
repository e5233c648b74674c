/**
 * The least network with ghost batch normalisation that fulfils the contract
 * in core, written as the definition says: a loop over ghost batches.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { split } from "../../core/key.ts";
import { contributionsTo, type Model, type Probes } from "../../core/model.ts";
import { normal } from "../../core/random.ts";
import { type NamedTensors, tensorNamed } from "../../core/tensors.ts";
import { imageShape } from "./contracts.ts";

const PIXELS = 9;
const HIDDEN = 5;
const EPSILON = 0.001;

/** A dense layer, normalisation, ReLU and a dense layer. */
export function normalisedNetwork(
  { classes, ghostBatchSize }: { classes: number; ghostBatchSize: number },
): Model {
  const shapes = { first: [PIXELS, HIDDEN], second: [HIDDEN, classes] };
  return {
    name: `normalised network, ghost batches of ${ghostBatchSize}`,
    inputShape: imageShape,
    classes,
    parameterCount: (PIXELS + classes) * HIDDEN,
    multiplyAdds: (PIXELS + classes) * HIDDEN,
    ghostBatchSize,
    init: (key) =>
      Object.fromEntries(
        Object.entries(shapes).map(([name, [rows, columns]]) => {
          const kernel = normal(split(key, name), rows! * columns!)
            .map((z) => z / Math.sqrt(rows!));
          return [name, tf.tensor2d(kernel, [rows!, columns!])];
        }),
      ),
    initStatistics: () => ({
      mean: tf.zeros([HIDDEN]),
      variance: tf.ones([HIDDEN]),
    }),
    zeroProbes: (probed) => {
      if (probed !== "contributions") {
        throw new RangeError(`Cannot take ${probed} of this network`);
      }
      return Object.fromEntries(
        Object.entries(shapes)
          .map(([name, shape]) => [contributionsTo(name), tf.zeros(shape)]),
      );
    },
    apply: (parameters, { x, statistics, probes }) => {
      const options = { parameters, probes };
      const rows = tf.reshape(x, [-1, PIXELS]) as tf.Tensor2D;
      const hidden = dense(rows, { ...options, name: "first" });
      const { normal, taken } = statistics
        ? { normal: normalised(hidden, statistics), taken: {} }
        : byGhostBatches(hidden, ghostBatchSize);
      return {
        logits: dense(tf.relu(normal), { ...options, name: "second" }),
        statistics: taken,
      };
    },
  };
}

/** x W, and w x Z with zeros Z, whose gradient is Σ w_i x_iᵀ δ_i. */
function dense(
  x: tf.Tensor2D,
  { parameters, probes, name }: {
    parameters: NamedTensors;
    probes: Probes | undefined;
    name: string;
  },
): tf.Tensor2D {
  const kernel = tensorNamed(parameters, name) as tf.Tensor2D;
  const y = tf.matMul<tf.Tensor2D>(x, kernel);
  if (probes === undefined) return y;
  const zeros = tensorNamed(probes.zeros, contributionsTo(name));
  const nothing = tf.matMul(x, zeros as tf.Tensor2D);
  return tf.add(y, tf.mul(tf.reshape(probes.weights!, [-1, 1]), nothing));
}

function normalised(
  hidden: tf.Tensor2D,
  statistics: NamedTensors,
): tf.Tensor2D {
  const variance = tf.add(tensorNamed(statistics, "variance"), EPSILON);
  const centred = tf.sub(hidden, tensorNamed(statistics, "mean"));
  return tf.div(centred, tf.sqrt(variance));
}

function byGhostBatches(
  hidden: tf.Tensor2D,
  ghostBatchSize: number,
): { normal: tf.Tensor2D; taken: NamedTensors } {
  const parts: tf.Tensor2D[] = [];
  let [mean, variance] = [tf.zeros([HIDDEN]), tf.zeros([HIDDEN])];
  const [examples] = hidden.shape;
  for (let from = 0; from < examples; from += ghostBatchSize) {
    const size = Math.min(ghostBatchSize, examples - from);
    const part = tf.slice(hidden, from, size);
    const own = tf.moments(part, 0);
    parts.push(normalised(part, { ...own }));
    mean = tf.add(mean, tf.mul(own.mean, size / examples));
    variance = tf.add(variance, tf.mul(own.variance, size / examples));
  }
  return { normal: tf.concat(parts), taken: { mean, variance } };
}
