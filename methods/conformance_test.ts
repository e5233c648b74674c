/**
 * What every noise method must do, whatever it does.
 *
 * @module
 */
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import { test } from "@std/testing/bdd";
import type { Method } from "../core/method.ts";
import { rootKey, split } from "../core/key.ts";
import { noiseEnhancement, sgd } from "./mod.ts";

/** Each method, with hyper-parameters that bring its noise out. */
const METHODS: readonly Method[] = [
  sgd(),
  noiseEnhancement({ alpha: 0.5 }),
  noiseEnhancement({ alpha: 3 }),
  noiseEnhancement({ alpha: 1.5, sampling: "disjoint" }),
];

/** Hyper-parameters that each method must refuse. */
const NONSENSE: Readonly<Record<string, () => Method>> = {
  "noise enhancement, α=NaN": () => noiseEnhancement({ alpha: NaN }),
  "noise enhancement, α=∞": () => noiseEnhancement({ alpha: Infinity }),
};

const BATCH_SIZES = [1, 2, 7, 100, 5000];
const keys = [0, 1, 2].map((step) => split(split(rootKey(0), "noise"), step));

for (const method of METHODS) {
  const title = `${method.name}, ${method.sampling}`;
  test(`${title}: finite weights, one per example, sum to 1`, () => {
    for (const batchSize of BATCH_SIZES) {
      for (const key of keys) {
        const weights = method.weights(batchSize, key);
        assertEquals(weights.length, method.minibatches * batchSize);
        assert(weights.every(Number.isFinite));
        const sum = weights.reduce((sum, weight) => sum + weight, 0);
        const sizes = weights.reduce(
          (sum, weight) => sum + Math.abs(weight),
          0,
        );
        // Each weight is rounded to single precision, half a unit of 2^-23.
        assertAlmostEquals(sum, 1, 2 ** -24 * sizes);
      }
    }
  });

  test(`${title}: pure in batch size and key`, () => {
    for (const key of keys) {
      const first = method.weights(7, key);
      const expected = first.slice();
      first.fill(NaN);
      method.weights(8, key);
      assertEquals(method.weights(7, key), expected);
    }
  });

  test(`${title}: names itself, its place and its minibatches`, () => {
    assert(method.name.length > 0);
    assertEquals(method.place, "example weights");
    assert(Number.isInteger(method.minibatches) && method.minibatches >= 1);
  });

  test(`${title}: refuses what is no batch size`, () => {
    for (const batchSize of [0, -1, 2.5, NaN, Infinity]) {
      assertThrows(
        () => method.weights(batchSize, keys[0]!),
        RangeError,
        `batch size must be a positive integer, current value ${batchSize}`,
      );
    }
  });
}

for (const [name, make] of Object.entries(NONSENSE)) {
  test(`${name} is refused`, () => {
    assertThrows(make, RangeError, "current value");
  });
}
