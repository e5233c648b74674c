import * as tf from "@tensorflow/tfjs-core";
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { type EngineName, openEngine } from "../mod.ts";
import { normalTensor } from "../testing_normal_tensor.ts";

/** Shapes of the operands before either is transposed. */
const SHAPES = [
  { a: [5, 7], b: [7, 3] },
  { a: [4, 5, 7], b: [4, 7, 3] },
  { a: [1, 5, 7], b: [4, 7, 3] },
  { a: [4, 5, 7], b: [1, 7, 3] },
  { a: [5, 7], b: [4, 7, 3] },
  { a: [4, 5, 7], b: [7, 3] },
  { a: [2, 3, 5, 7], b: [2, 3, 7, 3] },
  // Transposing these moves no number.
  { a: [1, 6], b: [6, 1] },
  { a: [6, 1], b: [1, 6] },
];

const TRANSPOSES = [
  { transposeA: false, transposeB: false },
  { transposeA: false, transposeB: true },
  { transposeA: true, transposeB: false },
  { transposeA: true, transposeB: true },
];

for (const shapes of SHAPES) {
  for (const { transposeA, transposeB } of TRANSPOSES) {
    const a = transposeA ? transposed(shapes.a) : shapes.a;
    const b = transposeB ? transposed(shapes.b) : shapes.b;
    const mark = (transpose: boolean) => transpose ? "ᵀ" : "";
    test(`[${a}]${mark(transposeA)} × [${b}]${mark(transposeB)}`, async () => {
      const product = async (engineName: EngineName) => {
        await openEngine(engineName);
        return tf.tidy(() => {
          const [x, y] = [normalTensor("a", a), normalTensor("b", b)];
          const product = tf.matMul(x, y, transposeA, transposeB);
          return { shape: product.shape, values: [...product.dataSync()] };
        });
      };
      const [actual, expected] = [await product("wasm"), await product("cpu")];
      assertEquals(actual.shape, expected.shape);
      // One unit (2^-24) of the largest result for each product that is added.
      const largest = Math.max(...expected.values.map(Math.abs));
      const tolerance = shapes.a.at(-1)! * 2 ** -24 * largest;
      expected.values.forEach((value, i) =>
        assertAlmostEquals(actual.values[i]!, value, tolerance, `${i}`)
      );
    });
  }
}

test("products of integers are refused, however large", async () => {
  await openEngine("wasm");
  for (const size of [2, 64]) {
    const x = tf.ones([2, size, size], "int32");
    assertThrows(() => tf.matMul(x, x), Error, "not yet supported");
    x.dispose();
  }
});

test("a product of no numbers is 0", async () => {
  await openEngine("wasm");
  tf.tidy(() => {
    // Numbers that the memory then holds.
    tf.dispose(tf.fill([64, 64], 7));
    for (const [a, b] of [[[2, 0], [0, 3]], [[4, 2, 0], [1, 0, 3]]]) {
      const y = tf.matMul(tf.zeros(a!), tf.zeros(b!));
      assertEquals(y.shape, [...a!.slice(0, -1), 3]);
      assertEquals([...y.dataSync()], Array(y.size).fill(0));
      assertEquals(
        tf.matMul(tf.zeros(transposed(a!)), tf.zeros(b!), true).dataSync(),
        y.dataSync(),
      );
    }
  });
});

test("nothing is left in the backend", async () => {
  await openEngine("wasm");
  const before = tf.backend().numDataIds();
  tf.tidy(() => {
    for (const shape of [[3, 3], [1, 1], [2, 3, 3]]) {
      const x = tf.ones(shape);
      tf.matMul(x, x, true, true);
    }
  });
  assertEquals(tf.backend().numDataIds(), before);
});

function transposed(shape: readonly number[]): number[] {
  return [...shape.slice(0, -2), shape.at(-1)!, shape.at(-2)!];
}
