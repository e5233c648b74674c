import * as tf from "@tensorflow/tfjs-core";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { openEngine } from "../mod.ts";
import { normalTensor } from "../testing_normal_tensor.ts";
import { assertSameAsCpu, valueAndGradients } from "./testing.ts";

const SLICES: readonly { shape: number[]; begin: number[]; size: number[] }[] =
  [
    { shape: [7], begin: [2], size: [3] },
    { shape: [7], begin: [0], size: [7] },
    { shape: [4, 5], begin: [1, 0], size: [2, 5] },
    { shape: [4, 5], begin: [1, 2], size: [2, 3] },
    { shape: [4, 5], begin: [0, 2], size: [4, -1] },
    { shape: [4, 5], begin: [2, 0], size: [0, 5] },
    { shape: [3, 4, 5], begin: [1, 0, 2], size: [2, 4, 1] },
    { shape: [2, 3, 4, 6], begin: [0, 0, 0, 2], size: [2, 3, 4, 3] },
    { shape: [2, 3, 4, 6], begin: [0, 1, 1, 0], size: [2, 2, 2, 6] },
    {
      shape: [2, 3, 2, 3, 2, 2],
      begin: [0, 1, 0, 1, 0, 0],
      size: [2, 2, 1, 2, 1, 2],
    },
  ];

for (const { shape, begin, size } of SLICES) {
  test(`[${size}] of [${shape}] from ${begin}`, async () => {
    await assertSameAsCpu(() =>
      valueAndGradients((x) => tf.slice(x, begin, size), [
        normalTensor("x", shape),
      ])
    );
  });

  test(`padding [${shape}]`, async () => {
    const paddings = shape.map((_, axis) =>
      [axis % 2, 2 - axis % 3] as [number, number]
    );
    await assertSameAsCpu(() =>
      valueAndGradients((x) => tf.pad(x, paddings), [normalTensor("x", shape)])
    );
  });
}

test("integers, truth values and strings are sliced", async () => {
  await openEngine("wasm");
  tf.tidy(() => {
    const integers = tf.tensor2d([1, 2, 3, 4], [2, 2], "int32");
    const truths = tf.tensor1d([true, false, true], "bool");
    const strings = tf.tensor1d(["a", "b", "c"]);
    assertEquals(tf.slice(integers, [0, 1], [2, 1]).arraySync(), [[2], [4]]);
    assertEquals([...tf.slice(truths, 1, 2).dataSync()], [0, 1]);
    const last = tf.slice(strings, 1, 2).dataSync<"string">();
    assertEquals([...last], ["b", "c"]);
  });
});
