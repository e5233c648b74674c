import * as tf from "@tensorflow/tfjs-core";
import type { Probes } from "../../core/model.ts";
import { tensorNamed } from "../../core/tensors.ts";
import { sizeOf } from "../initialiser.ts";
import { checkSizes } from "./check_sizes.ts";
import type { LayerFor, LayerOutput } from "./layer.ts";
import { normaliseGroups, type Transform } from "./normalise_groups.ts";
import { normProbes } from "./norm_probes.ts";
import { observed, type ProbeTable } from "./probes.ts";

/** Sizes of ghost batch normalisation. */
export interface GhostBatchNormOptions {
  /** Examples that are normalised together. */
  ghostBatchSize: number;
  /** Added to each variance. */
  epsilon?: number;
}

/**
 * Ghost batch normalisation over all but the last axis: y = γ x̂ + β,
 * x̂ = (x - μ) / sqrt(σ² + ε), γ "name/gamma" from 1 and β "name/beta" from 0.
 *
 * In training μ and σ² (biased) are those of the example's ghost batch: so
 * many consecutive examples of a batch, the last ghost batch maybe fewer; even
 * one will do if it is an image. The statistics "name/mean" and
 * "name/variance" are means over the batch's examples of their ghost batch's
 * mean and unbiased variance. In evaluation μ and σ² are the given statistics.
 *
 * @throws {RangeError} unless the ghost batch size is a positive integer and
 * epsilon finite and at least 0; in training if there is no example, or a ghost
 * batch has but one value a channel.
 *
 * Source: Hoffer et al., "Train longer, generalize better" (2017), algorithm
 * 1; unbiased variance: Ioffe and Szegedy, "Batch normalization" (2015),
 * algorithm 2, and PyTorch.
 */
export function ghostBatchNorm(
  name: string,
  { ghostBatchSize, epsilon = 1e-5 }: GhostBatchNormOptions,
): LayerFor {
  checkSizes(name, { "ghost batch size": ghostBatchSize });
  if (!(epsilon >= 0 && Number.isFinite(epsilon))) {
    throw new RangeError(
      `Cannot make ${name}: epsilon must be finite and at least 0, current value ${epsilon}`,
    );
  }
  return (inputShape) => {
    const shape = inputShape.slice(-1);
    const table = normProbes(name, { channels: shape[0]!, epsilon });
    return {
      outputShape: inputShape,
      multiplyAdds: 0,
      parameters: {
        [`${name}/gamma`]: { shape, values: 1 },
        [`${name}/beta`]: { shape, values: 0 },
      },
      statistics: {
        [`${name}/mean`]: { shape, values: 0 },
        [`${name}/variance`]: { shape, values: 1 },
      },
      probes: table,
      ghostBatchSize,
      apply: (x, { parameters, statistics, probes }) => {
        const gamma = tensorNamed(parameters, `${name}/gamma`) as tf.Tensor1D;
        const beta = tensorNamed(parameters, `${name}/beta`) as tf.Tensor1D;
        const transform = { gamma, beta, epsilon };
        if (statistics === undefined) {
          return trained(x, {
            ...{ ...transform, name, ghostBatchSize, table, probes },
          });
        }
        const mean = tensorNamed(statistics, `${name}/mean`);
        const variance = tensorNamed(statistics, `${name}/variance`);
        const slope = tf.mul(gamma, tf.rsqrt(tf.add(variance, epsilon)));
        const offset = tf.sub(beta, tf.mul(mean, slope));
        return { y: tf.add(tf.mul(x, slope), offset), statistics: {} };
      },
    };
  };
}

/** How groups of examples are normalised. */
interface GroupOptions extends Transform {
  name: string;
  table: ProbeTable;
  probes: Probes | undefined;
}

/** Normalised ghost batches, and the means of their statistics. */
function trained(
  x: tf.Tensor,
  { ghostBatchSize, probes, ...options }: GroupOptions & {
    ghostBatchSize: number;
  },
): LayerOutput {
  const { name } = options;
  const batch = x.shape[0]!;
  if (batch === 0) {
    throw new RangeError(
      `Cannot normalise ${name}: a batch must have an example, current shape [${
        x.shape.join(", ")
      }]`,
    );
  }
  const rest = batch % ghostBatchSize;
  const parts = [
    { from: 0, examples: batch - rest, group: ghostBatchSize },
    { from: batch - rest, examples: rest, group: rest },
  ].filter(({ examples }) => examples > 0).map(({ from, examples, group }) => {
    const part = examples === batch ? x : tf.slice(x, from, examples);
    const normalised = normalisedGroups(part, {
      ...{ ...options, group },
      probes: probes && {
        zeros: probes.zeros,
        examples: Math.min(Math.max(0, probes.examples - from), examples),
        ...(probes.weights === undefined ? {} : {
          weights: examples === batch
            ? probes.weights
            : tf.slice(probes.weights, from, examples),
        }),
      },
    });
    return { ...normalised, share: examples / batch };
  });
  const meanOver = (of: (part: typeof parts[number]) => tf.Tensor) =>
    tf.addN(parts.map((part) => tf.mul(of(part), part.share)));
  const [first, ...others] = parts;
  return {
    y: others.length === 0 ? first!.y : tf.concat(parts.map(({ y }) => y)),
    statistics: {
      [`${name}/mean`]: meanOver(({ mean }) => mean),
      [`${name}/variance`]: meanOver(({ variance }) => variance),
    },
  };
}

/** Groups of equal size: normalised, and the means of their statistics. */
function normalisedGroups(
  x: tf.Tensor,
  { name, group, table, probes, ...transform }: GroupOptions & {
    group: number;
  },
): { y: tf.Tensor; mean: tf.Tensor; variance: tf.Tensor } {
  const channels = x.shape.at(-1)!;
  const groups = x.shape[0]! / group;
  const values = group * sizeOf(x.shape.slice(1, -1));
  if (values === 1) {
    throw new RangeError(
      `Cannot normalise ${name}: a ghost batch must have several values a channel, current ghost batch is 1 example of shape [${channels}]`,
    );
  }
  const grouped = tf.reshape(x, [groups, values, channels]) as tf.Tensor3D;
  const { y, mean, variance } = normaliseGroups(grouped, transform);
  const saved = [grouped, mean, variance];
  return {
    y: observed(tf.reshape(y, x.shape), { table, probes, saved }),
    mean: tf.mean(mean, 0),
    variance: tf.mul(tf.mean(variance, 0), values / (values - 1)),
  };
}
