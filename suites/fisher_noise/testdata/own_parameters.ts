/**
 * A network with every kind of layer that has parameters, and what its examples
 * contribute to the gradient by definition: it is written again without any
 * layer of ours, and every example has parameters of its own.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { rootKey } from "../../../core/key.ts";
import type { NamedTensors } from "../../../core/tensors.ts";
import type { Numbers } from "../../../core/testing.ts";
import { synthetic } from "../../../datasets/synthetic.ts";
import { openEngine } from "../../../engines/mod.ts";
import { heNormal } from "../../../models/he_normal.ts";
import { conv2d } from "../../../models/layers/conv2d.ts";
import { dense } from "../../../models/layers/dense.ts";
import { flatten } from "../../../models/layers/flatten.ts";
import { ghostBatchNorm } from "../../../models/layers/ghost_batch_norm.ts";
import { relu } from "../../../models/layers/relu.ts";
import { residual } from "../../../models/layers/residual.ts";
import { scale } from "../../../models/layers/scale.ts";
import { sequence } from "../../../models/layers/sequence.ts";
import { network } from "../../../models/network.ts";
import { batchOf } from "../../../training/batch.ts";
import { crossEntropy } from "../../../training/cross_entropy.ts";

const imageShape = [5, 5, 2] as const;
/** What the network is trained on. */
export const dataset = synthetic({
  ...{ trainCount: 30, testCount: 1, imageShape, classes: 3 },
});
const ghost = { ghostBatchSize: 3 };
const kernel = heNormal;
/** Every kind of layer with parameters. */
export const model = network({
  ...{ name: "small", inputShape: imageShape, classes: 3, ...ghost },
  layer: sequence([
    conv2d("conv_1", { filters: 3, kernel }),
    ghostBatchNorm("norm_1", ghost),
    relu(),
    residual({
      branch: sequence([
        conv2d("conv_2", { filters: 4, kernel, stride: 2, bias: false }),
        ghostBatchNorm("norm_2", ghost),
        relu(),
        scale("scale"),
      ]),
      shortcut: conv2d("conv_3", { filters: 4, size: 1, stride: 2, kernel }),
    }),
    flatten(),
    dense("dense_1", { outputs: 6, kernel }),
    ghostBatchNorm("norm_3", ghost),
    relu(),
    dense("dense_2", { outputs: 3, kernel }),
  ]),
});
/** Its parameters start from this key. */
export const key = rootKey(7);

/** Two ghost batches, and one that is smaller. */
export const indices = Uint32Array.from({ length: 8 }, (_, i) => 3 * i);

/** The branch of a residual block would start as nothing. */
export function parametersOf(): NamedTensors {
  const { "scale/alpha": nothing, ...others } = model.init(key);
  nothing!.dispose();
  return { ...others, "scale/alpha": tf.scalar(0.7) };
}

/**
 * The oracle: the logits of a network in which example i has parameters of its
 * own, `own(name, i)`, written without any layer of ours.
 */
function logitsOf(
  x: tf.Tensor,
  own: (name: string, example: number) => tf.Tensor,
): tf.Tensor2D {
  const examples = x.shape[0]!;
  const each = (x: tf.Tensor, f: (x: tf.Tensor, i: number) => tf.Tensor) =>
    tf.concat(
      Array.from({ length: examples }, (_, i) => f(tf.slice(x, i, 1), i)),
    );
  const conv = (
    x: tf.Tensor,
    name: string,
    { stride = 1, bias = true }: { stride?: number; bias?: boolean } = {},
  ) =>
    each(x, (x, i) => {
      const kernel = own(`${name}/kernel`, i) as tf.Tensor4D;
      const sides = new Array<number>(2).fill((kernel.shape[0] - 1) / 2);
      const padded = tf.pad(x, [[0, 0], sides, sides, [0, 0]] as never);
      const z = tf.conv2d(padded as tf.Tensor4D, kernel, stride, "valid");
      return bias ? tf.add(z, own(`${name}/bias`, i)) : z;
    });
  const norm = (x: tf.Tensor, name: string) => {
    const ghosts = [0, 3, 6].map((from) =>
      tf.slice(x, from, Math.min(3, examples - from))
    );
    const normal = tf.concat(ghosts.map((x) => {
      const { mean, variance } = tf.moments(
        x,
        x.shape.slice(1).map((_, axis) => axis),
      );
      return tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, 1e-5)));
    }));
    return each(
      normal,
      (x, i) =>
        tf.add(tf.mul(x, own(`${name}/gamma`, i)), own(`${name}/beta`, i)),
    );
  };
  const fullyConnected = (x: tf.Tensor, name: string) =>
    each(x, (x, i) =>
      tf.add(
        tf.matMul(x, own(`${name}/kernel`, i)),
        own(`${name}/bias`, i),
      ));
  const trunk = tf.relu(norm(conv(x, "conv_1"), "norm_1"));
  const branch = tf.relu(
    norm(conv(trunk, "conv_2", { stride: 2, bias: false }), "norm_2"),
  );
  const block = tf.add(
    each(branch, (x, i) => tf.mul(x, own("scale/alpha", i))),
    conv(trunk, "conv_3", { stride: 2 }),
  );
  const hidden = fullyConnected(tf.reshape(block, [examples, -1]), "dense_1");
  const logits = fullyConnected(tf.relu(norm(hidden, "norm_3")), "dense_2");
  return logits as tf.Tensor2D;
}

/** The oracle's g_i of Σ ℓ_i, for each example. */
export async function contributionsByDefinition(): Promise<Numbers[]> {
  await openEngine("cpu");
  const parameters = parametersOf();
  const { x, labels } = batchOf(dataset.train, { indices, imageShape });
  const names = Object.keys(parameters);
  const gradients = tf.tidy(() => {
    const copies = names.flatMap((name) =>
      Array.from(indices, () => tf.clone(parameters[name]!))
    );
    return tf.grads((...copies) => {
      const own = (name: string, i: number) =>
        copies[names.indexOf(name) * indices.length + i]!;
      return tf.sum(crossEntropy(logitsOf(x, own), labels));
    })(copies);
  });
  const numbers = await Promise.all(
    gradients.map(async (gradient) => [...await gradient.data()]),
  );
  tf.dispose([gradients, x, labels, { ...parameters }]);
  return Array.from(indices, (_, i) =>
    Object.fromEntries(
      names.map((name, at) => [name, numbers[at * indices.length + i]!]),
    ));
}
