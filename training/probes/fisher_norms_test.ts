import * as tf from "@tensorflow/tfjs-core";
import { assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../../core/key.ts";
import { normal } from "../../core/random.ts";
import { disposeTensors } from "../../core/tensors.ts";
import { ENGINE_NAMES, openEngine } from "../../engines/mod.ts";
import { fisherNorms } from "./fisher_norms.ts";

const [EXAMPLES, PARAMETERS] = [7, 5];

/** Rows of gradients, around a mean that is not 0. */
const ROWS = Array.from(
  { length: EXAMPLES },
  (_, i) =>
    Array.from(normal(rootKey(i), PARAMETERS), (z, k) => z + 0.3 * (k + 1)),
);

/** √ of the mean over pairs of Σ_kl of products, entry by entry. */
function byEntries(
  pairs: readonly (readonly [number, number])[],
  { diagonal }: { diagonal: boolean },
): number {
  let sum = 0;
  for (const [i, j] of pairs) {
    const [a, b] = [ROWS[i]!, ROWS[j]!];
    for (let k = 0; k < PARAMETERS; k++) {
      for (let l = 0; l < PARAMETERS; l++) {
        if (diagonal && k !== l) continue;
        sum += a[k]! * a[l]! * b[k]! * b[l]!;
      }
    }
  }
  return Math.sqrt(sum / pairs.length);
}

const ALL = ROWS.flatMap((_, i) => ROWS.map((_, j) => [i, j] as const));
const DIFFERENT = ALL.filter(([i, j]) => i !== j);

for (const engineName of ENGINE_NAMES) {
  test(`norms without the matrix are those of the matrix, ${engineName}`, async () => {
    await openEngine(engineName);
    const before = tf.memory().numTensors;
    const gradients = ROWS.map((row) => ({
      kernel: tf.tensor2d(row.slice(0, 4), [2, 2]),
      bias: tf.tensor1d(row.slice(4)),
    }));
    const { biased, unbiased } = await fisherNorms(gradients);
    for (
      const [norms, pairs] of [[biased, ALL], [unbiased, DIFFERENT]] as const
    ) {
      const full = byEntries(pairs, { diagonal: false });
      const diagonal = byEntries(pairs, { diagonal: true });
      // Sums of some hundred products in single precision.
      assertAlmostEquals(norms.full / full, 1, 1e-5);
      assertAlmostEquals(norms.diagonal / diagonal, 1, 1e-5);
    }
    gradients.forEach(disposeTensors);
    assertEquals(tf.memory().numTensors, before);
  });
}

test("one gradient far above the others leaves their pairs what they are", async () => {
  const far = ROWS.map((row, i) => row.map((g) => i === 0 ? 1e4 * g : g));
  let [sum, pairs] = [0, 0];
  far.forEach((a, i) =>
    far.forEach((b, j) => {
      if (i === j) return;
      pairs++;
      a.forEach((g, k) => sum += (g * b[k]!) ** 2);
    })
  );
  for (const engineName of ENGINE_NAMES) {
    await openEngine(engineName);
    const gradients = far.map((row) => ({ w: tf.tensor1d(row) }));
    const { unbiased } = await fisherNorms(gradients);
    assertAlmostEquals(unbiased.diagonal / Math.sqrt(sum / pairs), 1, 1e-5);
    gradients.forEach(disposeTensors);
  }
});

test("one gradient is refused", async () => {
  await openEngine("cpu");
  const gradient = { w: tf.tensor1d([1]) };
  await assertRejects(
    () => fisherNorms([gradient]),
    RangeError,
    "at least 2 gradients, current number 1",
  );
  disposeTensors(gradient);
});
