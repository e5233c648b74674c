import * as tf from "@tensorflow/tfjs-core";
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { BATCH_NORM, hasKernel } from "../../core/kernels.ts";
import { rootKey, split } from "../../core/key.ts";
import { normal } from "../../core/random.ts";
import { computed } from "../../core/testing.ts";
import { openParts } from "./testing.ts";

const VALUES = 7;
const CHANNELS = 3;
const EPSILON = 0.01;

/** Rounding of a mean of 7 numbers of order 1, and of their squares. */
const ROUNDING = 16 * 2 ** -24;

for (const groups of [1, 4]) {
  test(`biased statistics of each of ${groups} groups`, async () => {
    const { engine, binding } = await openParts();
    assertEquals(hasKernel(BATCH_NORM), !binding.context.gpu);
    if (binding.context.gpu) return;
    const shape = [groups, VALUES, CHANNELS];
    const numbers = normal(
      split(rootKey(0), "x"),
      tf.util.sizeFromShape(shape),
    );
    const normalise = (x: tf.Tensor) => {
      const inputs = {
        x,
        gamma: tf.ones([CHANNELS]),
        beta: tf.zeros([CHANNELS]),
      };
      const [y, mean, variance] = tf.engine()
        .runKernel<tf.Tensor[]>(BATCH_NORM, inputs, { epsilon: EPSILON });
      return { y: y!, mean: mean!, variance: variance! };
    };
    const graph = engine.compile(normalise);
    const x = tf.tensor(numbers, shape);
    const found = await computed(() => normalise(x));
    assertEquals(await computed(() => graph(x)), found);
    x.dispose();

    for (let row = 0; row < groups * CHANNELS; row++) {
      const [group, channel] = [Math.floor(row / CHANNELS), row % CHANNELS];
      const places = Array.from(
        { length: VALUES },
        (_, i) => (group * VALUES + i) * CHANNELS + channel,
      );
      const meanOf = (f: (place: number) => number) =>
        places.reduce((sum, place) => sum + f(place), 0) / VALUES;
      const mean = meanOf((place) => numbers[place]!);
      const variance = meanOf((place) => (numbers[place]! - mean) ** 2);
      assertAlmostEquals(found.mean![row]!, mean, ROUNDING);
      assertAlmostEquals(found.variance![row]!, variance, ROUNDING);
      for (const place of places) {
        const y = (numbers[place]! - mean) / Math.sqrt(variance + EPSILON);
        assertAlmostEquals(found.y![place]!, y, 4 * ROUNDING);
      }
    }
  });
}

test("XLA is given what the kernel is composed of", async () => {
  for (const xla of [false, true]) {
    const { engine, binding } = await openParts({ xla });
    let isThere: boolean | undefined;
    const asking = engine.compile((x: tf.Tensor) => {
      isThere = hasKernel(BATCH_NORM);
      return { y: tf.neg(x) };
    });
    await computed(() => asking(tf.ones([1])));
    assertEquals(isThere, !xla && !binding.context.gpu);
  }
});
