import * as tf from "@tensorflow/tfjs-core";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { ENGINE_NAMES, openEngine } from "../../engines/mod.ts";
import {
  mapWindow,
  padded,
  patches,
  pixels,
  pixelsOf,
  transposedPatches,
  type Windows,
} from "./windows.ts";

/** Shapes of images, and windows that lie in them. */
const CASES: readonly { shape: [number, number, number]; windows: Windows }[] =
  [
    // Few rows without a window: pixels are consecutive rows.
    { shape: [15, 14, 2], windows: { size: 3, stride: 1, padding: 1 } },
    { shape: [30, 31, 1], windows: { size: 3, stride: 1, padding: 0 } },
    { shape: [4, 3, 2], windows: { size: 1, stride: 1, padding: 0 } },
    { shape: [2, 5, 1], windows: { size: 3, stride: 1, padding: 2 } },
    { shape: [40, 16, 1], windows: { size: 5, stride: 1, padding: 2 } },
    // Too many, or a distance that leaves some out.
    { shape: [4, 4, 2], windows: { size: 3, stride: 1, padding: 1 } },
    { shape: [6, 5, 2], windows: { size: 3, stride: 2, padding: 1 } },
  ];

/** Small integers, of whose products no sum is rounded. */
function numbers(shape: [number, number, number, number]): tf.Tensor4D {
  const size = tf.util.sizeFromShape(shape);
  return tf.tensor4d(
    Float32Array.from({ length: size }, (_, i) => i % 11),
    shape,
  );
}

for (const engineName of ENGINE_NAMES) {
  for (const { shape, windows } of CASES) {
    const { size, stride, padding } = windows;
    test(`pixels of windows ${size}×${size}, stride ${stride}, padding ${padding} in [${shape}], ${engineName}`, async () => {
      await openEngine(engineName);
      const before = tf.memory().numTensors;
      const batch = 3;
      const x = numbers([batch, ...shape]);
      const [rows, columns] = shape.slice(0, 2).map((length) =>
        Math.floor((length + 2 * padding - size) / stride) + 1
      ) as [number, number];
      const deltas = numbers([batch, rows, columns, 1]);
      const results = tf.tidy(() => {
        const { at, rowsOf } = pixelsOf(x, windows);
        const images = padded(x, windows);
        const [from, count] = [1, 2];
        const flat = tf.reshape<tf.Rank.R3>(deltas, [batch, -1, 1]);
        const of = (tensor: tf.Tensor3D) => tf.slice(tensor, from, count);
        return mapWindow(windows, (place) => ({
          found: tf.matMul(
            of(rowsOf(deltas)),
            at({ from, count, ...place }),
            true,
          ),
          expected: tf.matMul(
            of(flat),
            pixels(tf.slice(images, from, count), { ...windows, ...place }),
            true,
          ),
        }));
      });
      for (const { found, expected } of results) {
        assertEquals(await found.data(), await expected.data());
        tf.dispose([found, expected]);
      }
      tf.dispose([x, deltas]);
      assertEquals(tf.memory().numTensors, before);
    });
  }
}

test("transposed patches are patches, transposed", async () => {
  await openEngine("cpu");
  const images = numbers([2, 5, 6, 3]);
  for (const stride of [1, 2]) {
    tf.tidy(() => {
      const windows = { size: 3, stride, padding: 0 };
      assertEquals(
        transposedPatches(images, windows).arraySync(),
        tf.transpose(patches(images, windows), [0, 2, 1]).arraySync(),
      );
    });
  }
  images.dispose();
});

test("patches are the pixels in a kernel's order", async () => {
  await openEngine("cpu");
  tf.tidy(() => {
    // 1 2 3
    // 4 5 6
    const image = tf.tensor4d([1, 2, 3, 4, 5, 6], [1, 2, 3, 1]);
    const windows = { size: 2, stride: 1, padding: 0 };
    assertEquals(patches(image, windows).arraySync(), [
      [[1, 2, 4, 5], [2, 3, 5, 6]],
    ]);
  });
});
