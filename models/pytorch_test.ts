/**
 * Whole narrow networks against PyTorch's, on the recording in testdata: three
 * steps of gradient descent, and evaluation after them.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { test } from "@std/testing/bdd";
import { rootKey } from "../core/key.ts";
import type { Model } from "../core/model.ts";
import {
  disposeTensors,
  mapTensors,
  type NamedTensors,
  tensorNamed,
} from "../core/tensors.ts";
import { type Numbers, numbersOf } from "../core/testing.ts";
import { ENGINE_NAMES, openEngine } from "../engines/mod.ts";
import { c1 } from "./c1_c2.ts";
import { resnet } from "./resnet.ts";
import { assertClose } from "./testdata/assert_close.ts";
import { parameters, values } from "./testdata/formula.ts";
import recording from "./testdata/networks_pytorch.json" with { type: "json" };

const INPUT_SALT = 100;

/**
 * Allowed error in units (2^-24) of the largest number: an operation costs
 * one, each of some ten normalisations multiplies by the reciprocal of a
 * deviation, down to a fifth, and evaluation by that of updated weights.
 */
const UNITS = 128;

const { image, batch, learningRate, ghostBatchSize } = recording;
const [height, width, channels] = image as [number, number, number];
const inputShape = [height, width, channels] as const;
const widthsOf = ([first, second, third]: readonly number[]) =>
  [first!, second!, third!] as const;

const NETWORKS = [
  {
    model: c1({
      ...{ inputShape, ghostBatchSize },
      widths: widthsOf(recording.c1Widths),
    }),
    recorded: recording.c1,
  },
  {
    model: resnet({
      ...{ inputShape, ghostBatchSize, depth: 8 },
      widths: widthsOf(recording.resnetWidths),
    }),
    recorded: recording.resnet,
  },
];

for (const { model, recorded } of NETWORKS) {
  for (const engineName of ENGINE_NAMES) {
    test(`${model.name} trains as PyTorch's, ${engineName}`, async () => {
      await openEngine(engineName);
      const found = tf.tidy(() => trained(model, recorded.losses.length));
      const expected: Record<keyof typeof found, Numbers> = {
        ...{ losses: { losses: recorded.losses }, gradient: recorded.gradient },
        statistics: recorded.statistics,
        weights: recorded.parameters,
        evaluated: { logits: recorded.evaluated },
      };
      for (const [name, tensors] of Object.entries(found)) {
        assertClose(await numbersOf(tensors), {
          expected: expected[name as keyof typeof found],
          units: UNITS,
        });
        disposeTensors(tensors);
      }
    });
  }
}

/** Losses, first gradient, last weights and statistics, and evaluation. */
function trained(model: Model, steps: number) {
  const x = values(INPUT_SALT, [batch, ...inputShape]);
  let weights = parameters(model.init(rootKey(0)));
  let statistics: NamedTensors = {};
  const gradients: NamedTensors[] = [];
  const losses: tf.Scalar[] = [];
  for (let step = 0; step < steps; step++) {
    ({ statistics } = model.apply(weights, { x }));
    const { loss, gradient } = lossAndGradient(model, { weights, x });
    losses.push(loss);
    gradients.push(gradient);
    weights = mapTensors(
      weights,
      (w, name) => tf.sub(w, tf.mul(learningRate, tensorNamed(gradient, name))),
    );
  }
  const { logits } = model.apply(weights, { x, statistics });
  return {
    losses: { losses: tf.stack(losses) },
    gradient: gradients[0]!,
    ...{ statistics, weights, evaluated: { logits } },
  };
}

/** Mean cross-entropy with the classes 0, 7, 4, 1, …, and its gradient. */
function lossAndGradient(
  model: Model,
  { weights, x }: { weights: NamedTensors; x: tf.Tensor },
): { loss: tf.Scalar; gradient: NamedTensors } {
  const labels = Array.from({ length: batch }, (_, i) => i * 7 % model.classes);
  const oneHot = tf.oneHot(tf.tensor1d(labels, "int32"), model.classes);
  const names = Object.keys(weights);
  const named = (tensors: tf.Tensor[]) =>
    Object.fromEntries(names.map((name, i) => [name, tensors[i]!]));
  const { value, grads } = tf.valueAndGrads((...tensors) => {
    const { logits } = model.apply(named(tensors), { x });
    const likelihoods = tf.mul(
      tf.cast(oneHot, "float32"),
      tf.logSoftmax(logits),
    );
    return tf.neg<tf.Scalar>(tf.mean(tf.sum(likelihoods, 1)));
  })(Object.values(weights));
  return { loss: value, gradient: named(grads) };
}
