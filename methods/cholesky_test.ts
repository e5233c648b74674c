import * as tf from "@tensorflow/tfjs-core";
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey, split } from "../core/key.ts";
import { normal } from "../core/random.ts";
import { ENGINE_NAMES, openEngine } from "../engines/mod.ts";
import { choleskyFactor } from "./cholesky.ts";

/** Rows of a matrix, and how many vectors it is a mean of products of. */
const CASES = [
  { rows: 1, vectors: 1 },
  { rows: 5, vectors: 20 },
  { rows: 33, vectors: 100 },
  { rows: 70, vectors: 30 },
  { rows: 64, vectors: 1 },
];

for (const engineName of ENGINE_NAMES) {
  for (const { rows, vectors } of CASES) {
    test(`L Lᵀ is the matrix, ${rows} rows of ${vectors}, ${engineName}`, async () => {
      const engine = await openEngine(engineName);
      const values = normal(split(rootKey(rows), vectors), rows * vectors);
      const x = tf.tensor2d(values, [vectors, rows]);
      const factorOf = engine.compile(({ x }: { x: tf.Tensor2D }) => {
        const a = tf.div(tf.matMul(x, x, true), vectors) as tf.Tensor2D;
        return { a, factor: choleskyFactor(a) };
      });
      const before = tf.memory().numTensors;
      const { a, factor } = factorOf({ x });
      assertEquals(tf.memory().numTensors, before + 2);
      const [given, found] = [await a.data(), await factor.data()];
      tf.dispose([x, a, factor]);
      const largest = Math.max(...given);
      const lambda = 2 ** -25 * (rows + 256) * largest;
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < rows; j++) {
          const at = (row: number, column: number) =>
            found[row * rows + column]!;
          if (j > i) {
            assertEquals(at(i, j), 0, `above the diagonal, ${i} ${j}`);
            continue;
          }
          let sum = 0;
          for (let k = 0; k <= j; k++) sum += at(i, k) * at(j, k);
          // A unit (2^-24) of the largest entry for each of j + 1 products.
          const tolerance = (j + 8) * 2 ** -24 * largest;
          const expected = given[i * rows + j]! + (i === j ? lambda : 0);
          assertAlmostEquals(sum, expected, tolerance, `${i} ${j}`);
        }
      }
    });
  }

  test(`a matrix of zeros has a factor of next to nothing, ${engineName}`, async () => {
    await openEngine(engineName);
    const zeros = tf.zeros([3, 3]) as tf.Tensor2D;
    const factor = choleskyFactor(zeros);
    assert((await factor.data()).every((entry) => Math.abs(entry) < 1e-15));
    tf.dispose([zeros, factor]);
  });
}

test("a large matrix is factorised half by half, tensorflow", async () => {
  const engine = await openEngine("tensorflow");
  const [rows, vectors] = [1100, 400];
  const values = normal(split(rootKey(rows), vectors), rows * vectors);
  const x = tf.tensor2d(values, [vectors, rows]);
  const check = engine.compile(({ x }: { x: tf.Tensor2D }) => {
    const a = tf.div(tf.matMul(x, x, true), vectors) as tf.Tensor2D;
    const factor = choleskyFactor(a);
    const largest = tf.max(a);
    const lambda = tf.mul(largest, 2 ** -25 * (rows + 256));
    const expected = tf.add(a, tf.mul(tf.eye(rows), lambda));
    const error = tf.sub(tf.matMul(factor, factor, false, true), expected);
    const above = tf.sub(factor, tf.linalg.bandPart(factor, -1, 0));
    return {
      error: tf.div(tf.max(tf.abs(error)), largest),
      above: tf.max(tf.abs(above)),
    };
  });
  const { error, above } = check({ x });
  assertEquals((await above.data())[0], 0);
  // Sums of 1100 products in single precision, of random signs.
  const [units] = (await error.data()).map((part) => part * 2 ** 24);
  assert(units! < 2 * Math.sqrt(rows), `${units} units`);
  tf.dispose([x, error, above]);
});
