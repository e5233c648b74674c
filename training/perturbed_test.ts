import * as tf from "@tensorflow/tfjs-core";
import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../core/key.ts";
import type { GradientMethod } from "../core/method.ts";
import { mapTensors, type NamedTensors } from "../core/tensors.ts";
import { openEngine } from "../engines/mod.ts";
import { perturbed } from "./perturbed.ts";

/** A method that adds what `perturbation` says. */
function adding(
  perturbation: GradientMethod["perturbation"],
  statistic: GradientMethod["statistic"] = "none",
): GradientMethod {
  return { name: "test", place: "gradient", statistic, perturbation };
}

const doubling = adding((g) => mapTensors(g, (g) => tf.clone(g)));
const plusOne = adding((g) => mapTensors(g, (g) => tf.onesLike(g)));

const result = async (
  methods: readonly GradientMethod[],
  rest: Partial<Parameters<typeof perturbed>[1]> = {},
) => {
  const { random } = await openEngine("cpu");
  let values: Record<string, number[]> = {};
  tf.tidy(() => {
    const gradient = { a: tf.tensor1d([1, 2]), b: tf.scalar(-3) };
    const keys = methods.map((_, i) => random.key(rootKey(i)));
    const noisy = perturbed(gradient, { methods, keys, random, ...rest });
    values = valuesOf(noisy);
    // The gradient stays the caller's.
    tf.dispose({ ...noisy });
    assertEquals(valuesOf(gradient), { a: [1, 2], b: [-3] });
  });
  return values;
};

test("each method sees what those before it have left", async () => {
  assertEquals(await result([doubling, plusOne]), { a: [3, 5], b: [-5] });
  assertEquals(await result([plusOne, doubling]), { a: [4, 6], b: [-4] });
});

test("nothing is added where nothing is answered", async () => {
  const toB = adding(() => ({ b: tf.scalar(10) }));
  assertEquals(await result([toB]), { a: [1, 2], b: [7] });
  const nothing = adding(() => ({}));
  assertEquals(await result([nothing]), { a: [1, 2], b: [-3] });
});

test("each method has its own key", async () => {
  const keys = adding((_, { key }) => ({ a: tf.cast(key, "float32") }));
  const [once] = Object.values(await result([keys]));
  const [twice] = Object.values(await result([keys, keys]));
  const second = rootKey(1).words;
  assertEquals(second.map((word, i) => Math.fround(once![i]! + (word | 0))), [
    ...twice!,
  ]);
});

test("statistics are means over examples", async () => {
  const { random } = await openEngine("cpu");
  tf.tidy(() => {
    const seen: NamedTensors[] = [];
    const look = (statistic: GradientMethod["statistic"]) =>
      adding((_, { statistic }) => {
        seen.push(statistic);
        return {};
      }, statistic);
    perturbed({ a: tf.scalar(0) }, {
      methods: [
        look("squared gradients"),
        look("Kronecker factors"),
        look("none"),
      ],
      keys: Array.from({ length: 3 }, () => random.key(rootKey(0))),
      random,
      observed: {
        sums: {
          "squared gradients": { a: tf.scalar(6) },
          "Kronecker factors": {
            "l/inputs": tf.scalar(20),
            "l/outputs": tf.scalar(30),
            "norm": tf.scalar(15),
          },
        },
        squaredWeights: tf.scalar(3),
        examples: tf.scalar(5),
      },
    });
    assertEquals(seen.map(valuesOf), [
      { a: [2] },
      { "l/inputs": [4], "l/outputs": [10], "norm": [5] },
      {},
    ]);
  });
});

test("noise for a parameter that there is not is refused", async () => {
  const wrong = adding(() => ({ c: tf.scalar(1) }));
  const { random } = await openEngine("cpu");
  tf.tidy(() => {
    const keys = [random.key(rootKey(0))];
    assertThrows(
      () => perturbed({ a: tf.scalar(1) }, { methods: [wrong], keys, random }),
      RangeError,
      'Cannot find tensor "c"',
    );
  });
});

function valuesOf(tensors: NamedTensors): Record<string, number[]> {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, t]) => [name, [...t.dataSync()]]),
  );
}
