import * as tf from "@tensorflow/tfjs-core";
import { assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { ENGINE_NAMES, openEngine } from "../../engines/mod.ts";
import { gramMatrix } from "./gram_matrix.ts";

for (const engineName of ENGINE_NAMES) {
  test(`inner products of deviations over n, ${engineName}`, async () => {
    await openEngine(engineName);
    const before = tf.memory().numTensors;
    // Their mean is (1, 2 | 3), their deviations (2, 0 | 0), (-1, 2 | 0) and
    // (-1, -2 | 0).
    const gradients = [[3, 2, 3], [0, 4, 3], [0, 0, 3]].map(([a, b, c]) => ({
      kernel: tf.tensor2d([[a!], [b!]]),
      bias: tf.tensor1d([c!]),
    }));
    const products = [4, -2, -2, -2, 5, -3, -2, -3, 5];
    const gram = await gramMatrix(gradients);
    products.forEach((product, i) =>
      assertAlmostEquals(gram[i]!, product / 3, 4 * 2 ** -24)
    );
    const uncentred = await gramMatrix(gradients, { centred: false });
    // Each has 9 of its bias besides: (3, 2), (0, 4), (0, 0).
    [22, 17, 9, 17, 25, 9, 9, 9, 9].forEach((product, i) =>
      assertAlmostEquals(uncentred[i]!, product / 3, 32 * 2 ** -24)
    );
    tf.dispose(gradients);
    assertEquals(tf.memory().numTensors, before);
  });
}

test("no gradients are refused", async () => {
  await assertRejects(() => gramMatrix([]), RangeError, "there is no gradient");
});
