import * as tf from "@tensorflow/tfjs-core";
import { assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { ENGINE_NAMES, openEngine } from "../../engines/mod.ts";
import { cosineSimilarity } from "./cosine_similarity.ts";

/** Pairs of two tensors, and the cosine of the angle between them. */
const CASES = [
  { a: [[1, 2], [2]], b: [[2, 4], [4]], cosine: 1 },
  { a: [[1, 2], [2]], b: [[-1, -2], [-2]], cosine: -1 },
  { a: [[1, 0], [0]], b: [[0, 5], [3]], cosine: 0 },
  { a: [[3, 0], [4]], b: [[0, 12], [5]], cosine: 20 / 65 },
] as const;

for (const engineName of ENGINE_NAMES) {
  test(`the cosine of the angle between them, ${engineName}`, async () => {
    await openEngine(engineName);
    for (const { a, b, cosine } of CASES) {
      const before = tf.memory().numTensors;
      const [u, v] = [a, b].map(([kernel, bias]) => ({
        kernel: tf.tensor1d([...kernel]),
        bias: tf.tensor1d([...bias]),
      }));
      // Double precision.
      assertAlmostEquals(await cosineSimilarity(u!, v!), cosine, 4 * 2 ** -52);
      tf.dispose([u!, v!]);
      assertEquals(tf.memory().numTensors, before);
    }
  });
}

test("tensors are paired by name, in whatever order they are", async () => {
  await openEngine("cpu");
  const [x, y] = [tf.tensor1d([3, 0]), tf.tensor1d([0, 4])];
  assertEquals(await cosineSimilarity({ a: x, b: y }, { b: y, a: x }), 1);
  await assertRejects(
    () => cosineSimilarity({ a: x, b: y }, { a: x }),
    RangeError,
    'Cannot find tensor "b"',
  );
  tf.dispose([x, y]);
});

test("a gradient of 0 has no direction", async () => {
  await openEngine("cpu");
  const [zero, one] = [{ w: tf.scalar(0) }, { w: tf.scalar(1) }];
  assertEquals(await cosineSimilarity(zero, one), NaN);
  tf.dispose([zero, one]);
});
