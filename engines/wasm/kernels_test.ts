import * as tf from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { openEngine } from "../mod.ts";
import { normalTensor } from "../testing_normal_tensor.ts";
import { assertSameAsCpu } from "./testing.ts";

const SHAPES = {
  first: [3, 3, 3, 8],
  second: [3, 3, 8, 16],
  third: [3, 3, 16, 16],
  dense: [16, 5],
};

/** Loss of a small network of all that the papers' ones have. */
function loss(...parameters: tf.Tensor[]): tf.Scalar {
  const [first, second, third, dense] = parameters as [
    tf.Tensor4D,
    tf.Tensor4D,
    tf.Tensor4D,
    tf.Tensor2D,
  ];
  const x = normalTensor<tf.Rank.R4>("images", [4, 12, 12, 3]);
  const flipped = tf.reverse(tf.mirrorPad(x, PADDINGS, "reflect"), 2);
  const cropped = tf.slice(flipped, [0, 0, 1, 0], [4, 12, 12, 3]);
  const a = tf.relu(normalised(tf.conv2d(cropped, first, 1, "same")));
  const b = tf.maxPool(a as tf.Tensor4D, 2, 2, "valid");
  const c = normalised(tf.conv2d(b, second, 2, "same"));
  const shortCut = tf.pad(tf.avgPool(b, 1, 2, "valid"), CHANNELS);
  const d = tf.relu(tf.add(c, shortCut)) as tf.Tensor4D;
  const e = tf.mul(tf.conv2d(d, third, 1, "same"), DROPOUT);
  const logits = tf.matMul(tf.mean(e, [1, 2]) as tf.Tensor2D, dense);
  const labels = tf.tensor2d([[0], [3], [4], [1]], [4, 1], "int32");
  return tf.neg(tf.mean(tf.gather(tf.logSoftmax(logits), labels, 1, 1)));
}

const PADDINGS: [number, number][] = [[0, 0], [0, 0], [1, 1], [0, 0]];
const CHANNELS: [number, number][] = [[0, 0], [0, 0], [0, 0], [4, 4]];
const DROPOUT = [0, 2, 2, 0, 2, 0, 2, 2, 0, 0, 2, 0, 2, 2, 0, 2];

/** Batch normalisation of single operations. */
function normalised(x: tf.Tensor): tf.Tensor {
  const { mean, variance } = tf.moments(x, [0, 1, 2], true);
  return tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-3)));
}

test("a network's loss and gradients are those of the oracle", async () => {
  await assertSameAsCpu(() => {
    const parameters = Object.entries(SHAPES).map(([name, shape]) =>
      tf.mul(normalTensor(name, shape), 0.3)
    );
    const { value, grads } = tf.valueAndGrads(loss)(parameters);
    return [value, ...grads];
  }, { units: 3 * 3 * 16 }); // Its longest sum of products.
});

test("training leaves nothing in the memory of WebAssembly", async () => {
  await openEngine("wasm");
  const backend = tf.backend() as BackendWasm;
  let parameters = Object.entries(SHAPES).map(([name, shape]) =>
    tf.tidy(() => tf.mul(normalTensor(name, shape), 0.3))
  );
  const train = (steps: number) => {
    for (let step = 0; step < steps; step++) {
      const next = tf.tidy(() => {
        const { grads } = tf.valueAndGrads(loss)(parameters);
        return parameters.map((p, i) => tf.sub(p, tf.mul(grads[i]!, 0.01)));
      });
      tf.dispose(parameters);
      parameters = next;
    }
    return {
      ...tf.memory(),
      data: backend.numDataIds(),
      heap: (backend.wasm as unknown as { HEAPU8: Uint8Array }).HEAPU8.length,
    };
  };
  const warm = train(20);
  assertEquals(train(200), warm);
  tf.dispose(parameters);
});
