import * as tf from "@tensorflow/tfjs-core";
import {
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../core/key.ts";
import type { Model } from "../core/model.ts";
import { normal, uniform } from "../core/random.ts";
import { disposeTensors } from "../core/tensors.ts";
import { computed } from "../core/testing.ts";
import { eager } from "../engines/eager.ts";
import { ENGINE_NAMES, openEngine } from "../engines/mod.ts";
import { drawnLabels } from "./drawn_labels.ts";
import { microbatchSums, type WeightedBatch } from "./microbatch_sums.ts";
import { addSums, disposeSums } from "./sums.ts";
import { imageShape, network } from "./testdata/contracts.ts";
import { observedNetwork } from "./testdata/observed_network.ts";

const model = network({ hidden: [5], classes: 4 });
const key = rootKey(2);
const BATCH = 6;

/** Examples with weights, and numbers to draw labels with. */
function batchOf() {
  return {
    x: tf.tensor(uniform(key, BATCH * 9), [BATCH, ...imageShape]),
    labels: tf.tensor1d([0, 3, 2, 1, 3, 0], "int32"),
    weights: tf.tensor1d(normal(rootKey(3), BATCH)),
    drawn: {
      weights: tf.tensor1d(normal(rootKey(4), BATCH)),
      uniforms: tf.tensor1d(uniform(rootKey(5), BATCH)),
    },
  };
}

for (const engineName of ENGINE_NAMES) {
  test(`drawn labels add their loss to the step's, ${engineName}`, async () => {
    const engine = { ...await openEngine(engineName), compile: eager };
    const { drawn, ...batch } = batchOf();
    const parameters = model.init(key);
    const sumsOf = engine.compile((batch: WeightedBatch) =>
      microbatchSums(parameters, {
        ...{ model, batch, asked: [], random: engine.random },
      })
    );
    const both = sumsOf({ ...batch, drawn });
    const { logits } = model.apply(parameters, { x: batch.x });
    const labels = drawnLabels(logits, drawn.uniforms);
    const apart = [
      sumsOf(batch),
      sumsOf({ ...batch, labels, weights: drawn.weights }),
    ] as const;
    const sum = addSums(...apart);
    assertEquals(both.observed, undefined);
    const named = { ...both.gradient, loss: both.loss };
    const expected = { ...sum.gradient, loss: sum.loss };
    for (const [name, tensor] of Object.entries(named)) {
      const numbers = await expected[name as "loss"]!.data();
      (await tensor.data()).forEach((number, i) =>
        // Of order 1; sums of a few terms in another order.
        assertAlmostEquals(number, numbers[i]!, 1e-5, `${name} ${i}`)
      );
    }
    for (const sums of [both, sum, ...apart]) disposeSums(sums);
    tf.dispose([{ ...parameters }, { ...batch }, { ...drawn }, logits, labels]);
  });
}

for (const engineName of ENGINE_NAMES) {
  test(`statistics are of the examples' own labels, ${engineName}`, async () => {
    const { random } = await openEngine(engineName);
    const model = observedNetwork({ classes: 4 });
    const observedOf = (drawn: boolean) =>
      computed(() => {
        const { drawn: labels, ...own } = batchOf();
        const batch = {
          ...own,
          ...drawn ? { drawn: labels } : {},
          observed: 4,
        };
        const { observed } = microbatchSums(model.init(key), {
          ...{ model, batch, asked: ["squared gradients"], random },
        });
        const { sums, ...counts } = observed!;
        return { ...sums["squared gradients"], ...counts };
      });
    const [own, withDrawn] = [await observedOf(false), await observedOf(true)];
    assertEquals(withDrawn, own);
    assertEquals([...own.examples!], [4]);
  });
}

test("nothing but the sums is left", async () => {
  const { random } = await openEngine("cpu");
  const model = observedNetwork({ classes: 4 });
  const parameters = model.init(key);
  const { drawn, ...own } = batchOf();
  const before = tf.memory().numTensors;
  for (const asked of [[], ["squared gradients"]] as const) {
    disposeSums(microbatchSums(parameters, {
      ...{ model, batch: { ...own, drawn, observed: 4 }, asked, random },
    }));
    assertEquals(tf.memory().numTensors, before);
  }
  tf.dispose([{ ...parameters }, { ...own }, { ...drawn }]);
});

test("a microbatch without observed examples observes nothing", async () => {
  const { random } = await openEngine("cpu");
  const model = observedNetwork({ classes: 4 });
  tf.tidy(() => {
    const { drawn: _, ...batch } = batchOf();
    const parameters = model.init(key);
    for (const observed of [{}, { observed: 0 }]) {
      const sums = microbatchSums(parameters, {
        ...{ model, batch: { ...batch, ...observed } },
        ...{ asked: ["squared gradients"], random },
      });
      assertEquals("observed" in sums, false);
    }
  });
});

for (const engineName of ENGINE_NAMES) {
  test(`what drops out is a function of the batch's key, ${engineName}`, async () => {
    const { random } = await openEngine(engineName);
    const model = droppingNetwork();
    const { drawn: _, ...batch } = batchOf();
    const gradientOf = async (seed: number) =>
      await computed(() => {
        const dropoutKey = random.key(rootKey(seed));
        return microbatchSums(model.init(key), {
          ...{ model, batch: { ...batch, dropoutKey }, asked: [], random },
        }).gradient;
      });
    const [first, again, other] = [
      ...[await gradientOf(0), await gradientOf(0), await gradientOf(1)],
    ];
    assertEquals(first, again);
    assertNotEquals(first, other);
    assertThrows(
      () => microbatchSums({}, { model, batch, asked: [], random }),
      RangeError,
      `Cannot train ${model.name}: a batch must have a key`,
    );
    disposeTensors({ ...batch });
  });
}

/** The network of the contracts, whose inputs drop out. */
function droppingNetwork(): Model {
  return {
    ...model,
    dropRate: 0.5,
    apply: (parameters, { dropout, x, ...rest }) => {
      if (dropout === undefined) throw new Error("nothing to draw from");
      const { random, key } = dropout;
      const kept = tf.greater(random.uniform(key, x.shape), 0.5);
      const dropped = tf.mul(x, tf.cast(kept, "float32"));
      return model.apply(parameters, { ...rest, x: dropped });
    },
  };
}
