import * as tf from "@tensorflow/tfjs-core";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { openEngine } from "../engines/mod.ts";
import { addSums, disposeSums, type Sums } from "./sums.ts";

/** Every number is `x`. */
function sumsOf(x: number, { observed }: { observed: boolean }): Sums {
  return {
    gradient: { w: tf.fill([2], x) },
    loss: tf.scalar(x),
    statistics: { mean: tf.scalar(x) },
    ...(observed
      ? {
        observed: {
          sums: { "squared gradients": { w: tf.fill([2], x) } },
          squaredWeights: tf.scalar(x),
          examples: tf.scalar(x),
        },
      }
      : {}),
  };
}

const valuesOf = ({ gradient, loss, statistics, observed }: Sums) =>
  [
    ...[gradient.w!, loss, statistics.mean!],
    ...(observed
      ? [
        observed.sums["squared gradients"]!.w!,
        ...[observed.squaredWeights, observed.examples],
      ]
      : []),
  ].map((tensor) => [...tensor.dataSync()]);

for (
  const [of, more, expected] of [[true, true, 3], [true, false, 1]] as const
) {
  test(`observed sums are added ${more ? "too" : "where there are more"}`, async () => {
    const engine = await openEngine("cpu");
    const before = tf.memory().numTensors;
    const [a, b] = [
      sumsOf(1, { observed: of }),
      sumsOf(2, { observed: more }),
    ];
    const sum = engine.compile(addSums)(a, b);
    // They are free of what they were made of.
    disposeSums(a);
    disposeSums(b);
    assertEquals(valuesOf(sum), [
      ...[[3, 3], [3], [3]],
      ...[[expected, expected], [expected], [expected]],
    ]);
    disposeSums(sum);
    assertEquals(tf.memory().numTensors, before);
  });
}

test("without observation there is none", async () => {
  await openEngine("cpu");
  tf.tidy(() => {
    const sum = addSums(
      sumsOf(1, { observed: false }),
      sumsOf(2, { observed: false }),
    );
    assertEquals("observed" in sum, false);
    assertEquals(valuesOf(sum), [[3, 3], [3], [3]]);
  });
});
