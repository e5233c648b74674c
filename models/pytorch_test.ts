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
import { mapTensors, type NamedTensors, tensorNamed } from "../core/tensors.ts";
import { openEngine } from "../engines/mod.ts";
import { c1 } from "./c1_c2.ts";
import { resnet } from "./resnet.ts";
import { assertClose, numbersOf } from "./testdata/assert_close.ts";
import { parameters, values } from "./testdata/formula.ts";
import recording from "./testdata/networks_pytorch.json" with { type: "json" };

const ENGINES = ["wasm", "cpu"] as const;

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
  for (const engineName of ENGINES) {
    test(`${model.name} trains as PyTorch's, ${engineName}`, async () => {
      await openEngine(engineName);
      tf.tidy(() => {
        const x = values(INPUT_SALT, [batch, ...inputShape]);
        const losses: number[] = [];
        let weights = parameters(model.init(rootKey(0)));
        let statistics: NamedTensors = {};
        for (const step of recorded.losses.keys()) {
          ({ statistics } = model.apply(weights, { x }));
          const { loss, gradient } = lossAndGradient(model, { weights, x });
          losses.push(...loss.dataSync());
          if (step === 0) {
            const expected = recorded.gradient;
            assertClose(numbersOf(gradient), { expected, units: UNITS });
          }
          weights = mapTensors(
            weights,
            (w, name) =>
              tf.sub(w, tf.mul(learningRate, tensorNamed(gradient, name))),
          );
        }
        const { logits } = model.apply(weights, { x, statistics });
        const comparisons = [
          [{ losses }, { losses: recorded.losses }],
          [numbersOf(statistics), recorded.statistics],
          [numbersOf(weights), recorded.parameters],
          [numbersOf({ logits }), { logits: recorded.evaluated }],
        ] as const;
        for (const [found, expected] of comparisons) {
          assertClose(found, { expected, units: UNITS });
        }
      });
    });
  }
}

/** Mean cross-entropy with the classes 0, 7, 4, 1, …, and its gradient. */
function lossAndGradient(
  model: Model,
  { weights, x }: { weights: NamedTensors; x: tf.Tensor },
): { loss: tf.Tensor; gradient: NamedTensors } {
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
    return tf.neg(tf.mean(tf.sum(likelihoods, 1)));
  })(Object.values(weights));
  return { loss: value, gradient: named(grads) };
}
