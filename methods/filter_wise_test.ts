import * as tf from "@tensorflow/tfjs-core";
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { ENGINE_NAMES, openEngine } from "../engines/mod.ts";
import { displaced, filterNorms } from "./filter_wise.ts";

/** Two filters of a 1×2 convolution of one channel, in HWIO order. */
const KERNEL = tf.util.flatten([[[[3, 5]], [[4, 12]]]]) as number[];

for (const engineName of ENGINE_NAMES) {
  test(`a filter is what makes one output, ${engineName}`, async () => {
    await openEngine(engineName);
    const cases = [
      { tensor: tf.tensor(KERNEL, [1, 2, 1, 2]), norms: [5, 13] },
      { tensor: tf.tensor(KERNEL, [2, 2]), norms: [5, 13] },
      { tensor: tf.tensor1d([2, 3, 6]), norms: [7] },
      { tensor: tf.scalar(-3), norms: [3] },
    ];
    for (const { tensor, norms } of cases) {
      const found = filterNorms(tensor);
      assertEquals([...await found.data()], norms, `shape [${tensor.shape}]`);
      tf.dispose([tensor, found]);
    }
  });

  test(`noise is scaled for each filter, ${engineName}`, async () => {
    await openEngine(engineName);
    const x = tf.tensor(KERNEL, [1, 2, 1, 2]);
    const noise = { x: tf.tensor([0, 3, 2, 4], [1, 2, 1, 2]) };
    const length = tf.scalar(0.5);
    const expected = {
      "none": [3, 5 - 1.5, 4 - 1, 12 - 2],
      "filter norm": [3, 5 - 19.5, 4 - 5, 12 - 26],
      // The noise's norms are 2 and 5, the displacements 2.5 and 6.5.
      "filter norm, unit noise": [3, 5 - 3.9, 4 - 2.5, 12 - 5.2],
    } as const;
    for (
      const scaling of [
        "none",
        "filter norm",
        "filter norm, unit noise",
      ] as const
    ) {
      const point = displaced({ x }, { noise, length, scaling });
      const found = await point.x!.data();
      expected[scaling].forEach((value, i) =>
        // A product of three numbers and a difference, none beyond 26.
        assertAlmostEquals(found[i]!, value, 4 * 26 * 2 ** -24, scaling)
      );
      tf.dispose({ ...point });
    }
    tf.dispose([x, noise.x, length]);
  });

  test(`filters of norm 0 stay, ${engineName}`, async () => {
    await openEngine(engineName);
    const [zeros, ones] = [tf.zeros([2, 2]), tf.ones([2, 2])];
    const length = tf.scalar(0.5);
    const parameters = { still: ones, zero: zeros };
    const noise = { still: zeros, zero: ones };
    for (const scaling of ["filter norm", "filter norm, unit noise"] as const) {
      const { still, zero } = displaced(parameters, { noise, length, scaling });
      assertEquals([...await still!.data()], [1, 1, 1, 1]);
      assertEquals([...await zero!.data()], [0, 0, 0, 0]);
      tf.dispose([still!, zero!]);
    }
    tf.dispose([zeros, ones, length]);
  });
}

test("noise without a parameter is refused", async () => {
  await openEngine("cpu");
  const [x, length] = [tf.zeros([2]), tf.scalar(1)];
  const before = tf.memory().numTensors;
  assertThrows(
    () => displaced({ x }, { noise: {}, length, scaling: "none" }),
    RangeError,
    'Cannot find tensor "x"',
  );
  assertEquals(tf.memory().numTensors, before);
  tf.dispose([x, length]);
});
