import * as tf from "@tensorflow/tfjs-core";
import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { normalTensor } from "../testing_normal_tensor.ts";
import { assertAsOracle, onWebgpu } from "./testing.ts";

/** Products that the backend would split. */
const PRODUCTS: Readonly<Record<string, () => tf.Tensor>> = {
  "a b": () =>
    tf.matMul(normalTensor("a", [30, 5000]), normalTensor("b", [5000, 30])),
  "aᵀ b": () =>
    tf.matMul(
      ...[
        normalTensor("a", [5000, 30]),
        normalTensor("b", [5000, 30]),
      ] as const,
      true,
    ),
  "a bᵀ": () =>
    tf.matMul(
      ...[
        normalTensor("a", [30, 5000]),
        normalTensor("b", [30, 5000]),
      ] as const,
      ...[false, true] as const,
    ),
  "a convolution over the whole image": () =>
    tf.conv2d(
      normalTensor<tf.Rank.R4>("a", [30, 10, 10, 25]),
      normalTensor<tf.Rank.R4>("b", [10, 10, 25, 30]),
      ...[1, "valid"] as const,
    ),
};

for (const [name, product] of Object.entries(PRODUCTS)) {
  test(`the long sums of ${name} have the same bits in each run`, async () => {
    const first = await onWebgpu(product);
    for (let run = 0; run < 3; run++) {
      assertEquals(await onWebgpu(product), first);
    }
    // A unit for each root of the number of additions.
    await assertAsOracle(product, Math.sqrt(5000));
  });
}

test("kernels that add in any order are not there", async () => {
  await assertRejects(
    () =>
      onWebgpu(() =>
        tf.scatterND(tf.tensor2d([[0], [0]], [2, 1], "int32"), [1, 2], [3])
      ),
    Error,
    "Kernel 'ScatterNd' not registered for backend 'webgpu'",
  );
});
