/**
 * The laws of noise that enters through example weights: n = Σ (w_i - E w_i) g_i
 * is linear in normal numbers, so its covariance is the product of a matrix
 * with itself, without sampling.
 *
 * @module
 */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey, split } from "../core/key.ts";
import { normal } from "../core/random.ts";
import { fullFisherNoise } from "./full_fisher_noise.ts";
import { multiplicativeNoise } from "./multiplicative_noise.ts";
import { sgd } from "./sgd.ts";
import {
  fisherMatrix,
  GRADIENTS,
  productOfRows,
  relativeError,
  scaled,
  transposed,
} from "./testdata/per_example.ts";
import { trueFisherNoise } from "./true_fisher_noise.ts";

const key = rootKey(1);
const m = GRADIENTS.length;
const z = normal(split(key, "weights"), m);
const c = 0.3;

/** How the weights follow from z: w_i = mean/m + slope z_i. */
const CASES = [
  {
    name: "full Fisher",
    weights: fullFisherNoise({ scale: c }).weights(m, key),
    ...{ mean: 1, covariance: c ** 2 },
  },
  {
    name: "multiplicative",
    weights: multiplicativeNoise({ variance: 31 }).weights(m, key),
    ...{ mean: 1, covariance: 31 / m },
  },
  {
    name: "true Fisher",
    weights: trueFisherNoise({ scale: c }).drawnLabelWeights!(m, key),
    ...{ mean: 0, covariance: c ** 2 },
  },
];

for (const { name, weights, mean, covariance } of CASES) {
  test(`${name}: the covariance given the batch is a multiple of F`, () => {
    const slopes = [...weights].map((w, i) => (w - mean / m) / z[i]!);
    const [slope] = slopes;
    // Each example's weight is its own number times one factor.
    for (const other of slopes) assertAlmostEquals(other, slope!, 1e-6);
    const root = transposed(scaled(GRADIENTS, slope!));
    const error = relativeError(
      productOfRows(root, root),
      scaled(fisherMatrix(GRADIENTS), covariance),
    );
    // Weights are rounded to single precision, 2^-24, relative to mean and z.
    assert(error < 2e-6, `${error}`);
  });
}

test("multiplicative noise with σ² = (M_L - M_S)/M_S is full-Fisher noise", () => {
  const batches = { smallBatch: 8, largeBatch: 256 };
  assertEquals(
    multiplicativeNoise({ variance: 31 }).weights(5, key),
    multiplicativeNoise(batches).weights(5, key),
  );
  const full = fullFisherNoise(batches).weights(256, key);
  multiplicativeNoise(batches).weights(256, key).forEach((weight, i) =>
    // A weight is up to 25/256, rounded to 2^-24 of it.
    assertAlmostEquals(weight, full[i]!, 1e-8)
  );
});

test("scale 0 is plain SGD", () => {
  const equal = { smallBatch: 8, largeBatch: 8 };
  for (
    const method of [
      ...[fullFisherNoise({ scale: 0 }), fullFisherNoise(equal)],
      ...[multiplicativeNoise({ variance: 0 }), multiplicativeNoise(equal)],
      ...[trueFisherNoise({ scale: 0 }), trueFisherNoise(equal)],
    ]
  ) {
    assertEquals(method, sgd());
  }
});

test("with true-Fisher noise the examples' own labels weigh 1/m", () => {
  const method = trueFisherNoise({ scale: c });
  assertEquals(method.weights(m, key), sgd().weights(m, key));
  assertEquals(method.minibatches, 1);
});
