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
import { alexnet } from "./alexnet.ts";
import { c1 } from "./c1_c2.ts";
import { lenet } from "./lenet.ts";
import { mlp } from "./mlp.ts";
import { resnet } from "./resnet.ts";
import { resnet50 } from "./resnet50.ts";
import { assertClose } from "./testdata/assert_close.ts";
import { parameters, values } from "./testdata/formula.ts";
import recording from "./testdata/networks_pytorch.json" with { type: "json" };
import { vgg16 } from "./vgg16.ts";
import { skipinitWideResnet, wideResnet } from "./wide_resnet.ts";

const INPUT_SALT = 100;

/**
 * Allowed error in units (2^-24) of the largest number: an operation costs
 * one, each of some ten normalisations multiplies by the reciprocal of a
 * deviation, down to a fifth, and evaluation by that of updated weights.
 */
const UNITS = 128;

/** PyTorch's own single precision is off by up to 130 in deep networks. */
const DEEP_UNITS = 1024;
const DEEP = ["vgg16", "resnet50"];

/** The network of each recorded case. */
const MODELS: Readonly<Record<keyof typeof recording.networks, Model>> = {
  c1: c1({ ...sizesOf("c1"), widths: [2, 3, 4] }),
  resnet: resnet({ ...sizesOf("resnet"), depth: 8, widths: [2, 4, 6] }),
  mlp: mlp({ ...sizesOf("mlp"), hidden: [5, 4], classes: 10 }),
  lenet: lenet({ ...sizesOf("lenet"), widths: [3, 4], hidden: [6, 5] }),
  alexnet: alexnet({ ...sizesOf("alexnet"), widths: [3, 3, 4, 4, 3] }),
  vgg16: vgg16({ ...sizesOf("vgg16"), widths: [3, 3, 3, 3, 3] }),
  wideResnet: wideResnet({
    ...sizesOf("wideResnet"),
    ...{ depth: 10, widenFactor: 1, width: 2 },
  }),
  skipinitWideResnet: skipinitWideResnet({
    ...sizesOf("skipinitWideResnet"),
    ...{ depth: 10, widenFactor: 1, width: 2 },
  }),
  resnet50: resnet50({
    ...sizesOf("resnet50"),
    ...{ blocks: [2, 1, 1, 1], widths: [2, 2, 2, 2], classes: 10 },
  }),
};

for (const [name, recorded] of Object.entries(recording.networks)) {
  const model = MODELS[name as keyof typeof MODELS];
  for (const engineName of ENGINE_NAMES) {
    test(`${model.name} trains as PyTorch's, ${engineName}`, async () => {
      await openEngine(engineName);
      const found = tf.tidy(() => trained(model, recorded));
      const expected: Record<keyof typeof found, Numbers> = {
        ...{ losses: { losses: recorded.losses }, gradient: recorded.gradient },
        statistics: recorded.statistics,
        evaluated: { logits: recorded.evaluated },
      };
      for (const [kind, tensors] of Object.entries(found)) {
        assertClose(await numbersOf(tensors), {
          expected: expected[kind as keyof typeof found],
          units: DEEP.includes(name) ? DEEP_UNITS : UNITS,
        });
        disposeTensors(tensors);
      }
    });
  }
}

function sizesOf(name: keyof typeof recording.networks) {
  const { image, ghostBatchSize } = recording.networks[name];
  return { inputShape: image as [number, number, number], ghostBatchSize };
}

/** Losses, first gradient, last statistics, and evaluation. */
function trained(
  model: Model,
  { batch, kernelGain, learningRate, losses: { length: steps } }: {
    batch: number;
    learningRate: number;
    kernelGain: number;
    losses: readonly number[];
  },
) {
  const x = values(INPUT_SALT, [batch, ...model.inputShape]);
  let weights = parameters(model.init(rootKey(0)), { kernelGain });
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
    ...{ statistics, evaluated: { logits } },
  };
}

/** Mean cross-entropy with the classes 0, 7, 4, 1, …, and its gradient. */
function lossAndGradient(
  model: Model,
  { weights, x }: { weights: NamedTensors; x: tf.Tensor },
): { loss: tf.Scalar; gradient: NamedTensors } {
  const labels = Array.from(
    { length: x.shape[0]! },
    (_, i) => i * 7 % model.classes,
  );
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
