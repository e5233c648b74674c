import * as tf from "@tensorflow/tfjs-core";
import { test } from "@std/testing/bdd";
import type { NamedTensors } from "../../core/tensors.ts";
import { computed } from "../../core/testing.ts";
import { ENGINE_MODES } from "../../engines/testing.ts";
import { assertClose } from "../testdata/assert_close.ts";
import { values } from "../testdata/formula.ts";
import { type NormalisedGroups, normaliseGroups } from "./normalise_groups.ts";

type Transform = Parameters<typeof normaliseGroups>[1];

const EPSILON = 0.01;

/** Groups, values and channels, and what is added to all values. */
const CASES = [
  { shape: [1, 6, 1], offset: 0 },
  { shape: [1, 40, 5], offset: 0 },
  { shape: [3, 2, 4], offset: 0 },
  { shape: [4, 7, 3], offset: 0 },
  { shape: [2, 9, 3], offset: 5 },
];

/**
 * Allowed error in units (2^-24) of the largest number of a result: up to 40
 * operations one after the other on terms a few times as large.
 */
const ROUNDING = 256;

/** Rounding of values that lie far from 0 relative to their deviation. */
const roundingAt = (offset: number) => ROUNDING * (1 + 2 * offset);

/** The definition, which tfjs differentiates operation by operation. */
function naive(
  x: tf.Tensor3D,
  { gamma, beta, epsilon }: Transform,
): NormalisedGroups {
  const mean = tf.mean<tf.Tensor3D>(x, 1, true);
  const centred = tf.sub(x, mean);
  const variance = tf.mean<tf.Tensor3D>(tf.square(centred), 1, true);
  const normal = tf.div(centred, tf.sqrt(tf.add(variance, epsilon)));
  const y = tf.add<tf.Tensor3D>(tf.mul(gamma, normal), beta);
  return {
    y,
    mean: tf.squeeze(mean, [1]),
    variance: tf.squeeze(variance, [1]),
  };
}

/** Functions of x, γ and β whose results must agree. */
const RESULTS: Readonly<
  Record<
    string,
    (normalise: typeof naive) => (...inputs: tf.Tensor[]) => NamedTensors
  >
> = {
  "values and statistics": (normalise) => (...inputs) => ({
    ...applied(normalise, inputs),
  }),
  gradients: (normalise) => (...inputs) =>
    named(
      tf.grads((...inputs) => weighted(applied(normalise, inputs).y))(inputs),
    ),
  // β only shifts y: no gradient depends on it.
  "gradients of gradients": (normalise) => (x, gamma, beta) =>
    named(
      tf.grads((...inputs) => {
        const gradients = tf.grads((...inputs) =>
          weighted(applied(normalise, [...inputs, beta!]).y)
        )(inputs);
        return tf.addN(gradients.map((g) => tf.sum(tf.square(g))));
      })([x!, gamma!]),
    ),
};

for (const { shape, offset } of CASES) {
  for (const [name, results] of Object.entries(RESULTS)) {
    for (const { mode, open } of ENGINE_MODES) {
      test(`${name} of [${shape}] at ${offset}, ${mode}`, async () => {
        const engine = await open();
        const found = engine.compile(results(normaliseGroups));
        const channels = shape.at(-1)!;
        const inputs = [
          tf.add(values(1, shape), offset),
          tf.add(values(2, [channels]), 1.5),
          values(3, [channels]),
        ];
        const actual = await computed(() => found(...inputs));
        const expected = await computed(() => results(naive)(...inputs));
        tf.dispose(inputs);
        for (const [name, numbers] of Object.entries(expected)) {
          assertClose({ [name]: actual[name]! }, {
            expected: { [name]: numbers },
            units: roundingAt(offset),
          });
        }
      });
    }
  }
}

function applied(
  normalise: typeof naive,
  [x, gamma, beta]: readonly tf.Tensor[],
): NormalisedGroups {
  return normalise(x as tf.Tensor3D, {
    gamma: gamma as tf.Tensor1D,
    beta: beta as tf.Tensor1D,
    epsilon: EPSILON,
  });
}

/** Gradients under the names of what they are taken by. */
function named([x, gamma, beta]: tf.Tensor[]): NamedTensors {
  return { x: x!, gamma: gamma!, ...(beta ? { beta } : {}) };
}

/** A sum in which no two numbers count alike. */
function weighted(tensor: tf.Tensor): tf.Tensor {
  return tf.sum(tf.mul(tensor, values(9, tensor.shape)));
}
