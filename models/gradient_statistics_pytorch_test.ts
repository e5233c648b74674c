/**
 * Gradient statistics of whole networks against PyTorch's per-example
 * gradients, on the recording in testdata.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { test } from "@std/testing/bdd";
import { rootKey } from "../core/key.ts";
import type { Model } from "../core/model.ts";
import type { NamedTensors } from "../core/tensors.ts";
import { computed } from "../core/testing.ts";
import { openEngine } from "../engines/mod.ts";
import { heNormal } from "./he_normal.ts";
import { conv2d } from "./layers/conv2d.ts";
import { dense } from "./layers/dense.ts";
import { flatten } from "./layers/flatten.ts";
import { ghostBatchNorm } from "./layers/ghost_batch_norm.ts";
import { maxPool } from "./layers/max_pool.ts";
import { relu } from "./layers/relu.ts";
import { sequence } from "./layers/sequence.ts";
import { network } from "./network.ts";
import { assertClose } from "./testdata/assert_close.ts";
import { parameters, values } from "./testdata/formula.ts";
import recording from "./testdata/gradient_statistics_pytorch.json" with {
  type: "json",
};

const ENGINES = ["wasm", "tensorflow", "cpu"] as const;

const INPUT_SALT = 100;
const WEIGHT_SALT = 400;

/**
 * Allowed error in units (2^-24) of the largest number of a tensor: some ten
 * operations, squared, and sums of a hundred numbers.
 */
const UNITS = 64;

const { image, classes, batch, ghostBatchSize } = recording;
const kernel = heNormal;

const lenet = network({
  ...{ name: "narrow LeNet", inputShape: image, classes },
  layer: sequence([
    conv2d("conv_1", { filters: 3, size: 5, kernel }),
    relu(),
    maxPool(2),
    conv2d("conv_2", { filters: 4, padding: 0, kernel }),
    relu(),
    maxPool(2),
    flatten(),
    dense("dense_1", { outputs: 5, kernel }),
    relu(),
    dense("dense_2", { outputs: classes, kernel }),
  ]),
});

const normed = network({
  ...{ name: "normed", inputShape: image, classes },
  layer: sequence([
    conv2d("conv_1", { filters: 2, kernel, bias: false }),
    ghostBatchNorm("norm_1", { ghostBatchSize }),
    relu(),
    maxPool(2),
    flatten(),
    dense("dense_1", { outputs: classes, kernel }),
  ]),
});

const CASES = [
  {
    model: lenet,
    statistic: "squared gradients",
    expected: recording.lenet.squares,
  },
  {
    model: lenet,
    statistic: "Kronecker factors",
    expected: recording.lenet.factors,
  },
  {
    model: normed,
    statistic: "squared gradients",
    expected: recording.normed,
  },
] as const;

for (const { model, statistic, expected } of CASES) {
  for (const engineName of ENGINES) {
    test(`${statistic} of ${model.name} are PyTorch's, ${engineName}`, async () => {
      await openEngine(engineName);
      const found = await computed(() => sumsOf(model, statistic));
      for (const [name, numbers] of Object.entries<number[]>(expected)) {
        assertClose({ [name]: found[name]! }, {
          expected: { [name]: numbers },
          units: UNITS,
        });
      }
    });
  }
}

/** What the probes answer for Σ w_i ℓ_i, classes being 0, 7, 14, …. */
function sumsOf(
  model: Model,
  statistic: typeof CASES[number]["statistic"],
): NamedTensors {
  const weights = parameters(model.init(rootKey(0)));
  const x = values(INPUT_SALT, [batch, ...image]);
  const ofExamples = values(WEIGHT_SALT, [batch]);
  const labels = Array.from({ length: batch }, (_, i) => i * 7 % classes);
  const oneHot = tf.oneHot(tf.tensor1d(labels, "int32"), classes);
  const zeros = model.zeroProbes!(statistic);
  const names = Object.keys(zeros);
  const sums = tf.grads((...tensors) => {
    const given = Object.fromEntries(names.map((n, i) => [n, tensors[i]!]));
    const { logits } = model.apply(weights, {
      x,
      probes: { zeros: given, examples: batch },
    });
    const likelihoods = tf.mul(
      tf.cast(oneHot, "float32"),
      tf.logSoftmax(logits),
    );
    return tf.neg(tf.sum(tf.mul(tf.sum(likelihoods, 1), ofExamples)));
  })(Object.values(zeros));
  return Object.fromEntries(names.map((name, i) => [name, sums[i]!]));
}
