import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertRejects,
} from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../../core/key.ts";
import { normal } from "../../core/random.ts";
import { lanczos } from "./lanczos.ts";
import { dot, plus } from "./vectors.ts";

/** v ↦ D v. */
function diagonal(values: Float64Array) {
  return (v: Float64Array) => Promise.resolve(v.map((x, k) => x * values[k]!));
}

const random = (size: number) => Float64Array.from(normal(rootKey(0), size));

test("the largest of 500 eigenvalues, the smallest of which is larger in size", async () => {
  const values = Float64Array.from({ length: 500 }, (_, k) => k / 500);
  values[3] = 2;
  values[4] = -50;
  const { eigenvalue, residual, products } = await lanczos(diagonal(values), {
    ...{ start: random(500), tolerance: 1e-6 },
  });
  assert(products < 50);
  assert(residual <= 1e-6 * 2);
  // The error of an eigenvalue is of the order of the residual's square.
  assertAlmostEquals(eigenvalue, 2, 1e-9);
});

test("in as many products as there are eigenvalues it is exact", async () => {
  const values = Float64Array.of(1, 5, 5, 1, 3, -2);
  const { eigenvalue, products } = await lanczos(diagonal(values), {
    ...{ start: random(6), tolerance: 0 },
  });
  assert(products <= 6);
  assertAlmostEquals(eigenvalue, 5, 1e-14);
});

test("a rotated matrix has the same eigenvalues", async () => {
  // H = D reflected in a plane: (I - 2uuᵀ) D (I - 2uuᵀ).
  const size = 40;
  const values = Float64Array.from({ length: size }, (_, k) => (k + 1) ** 2);
  const u = random(size).map((x) =>
    x / Math.sqrt(dot(random(size), random(size)))
  );
  const reflected = (v: Float64Array) => plus(v, -2 * dot(u, v), u);
  const { eigenvalue } = await lanczos(
    async (v) => reflected(await diagonal(values)(reflected(v))),
    { start: Float64Array.from({ length: size }, () => 1), tolerance: 1e-8 },
  );
  assertAlmostEquals(eigenvalue, size ** 2, 1e-8);
});

test("it stops after the most products and says how far off it is", async () => {
  const values = Float64Array.from({ length: 100 }, (_, k) => k);
  const { eigenvalue, residual, products } = await lanczos(diagonal(values), {
    ...{ start: random(100), maxProducts: 3 },
  });
  assertEquals(products, 3);
  assert(eigenvalue < 99);
  assert(values.some((value) => Math.abs(value - eigenvalue) <= residual));
});

test("a product that is not finite has no eigenvalue", async () => {
  for (const value of [NaN, Infinity]) {
    const values = Float64Array.of(1, value, 2);
    assertEquals(await lanczos(diagonal(values), { start: random(3) }), {
      ...{ eigenvalue: NaN, residual: NaN, products: 1 },
    });
  }
});

test("a start of 0, or that is not finite, has no direction", async () => {
  for (const value of [0, Infinity, NaN]) {
    const start = Float64Array.of(value);
    await assertRejects(
      () => lanczos(diagonal(Float64Array.of(1)), { start }),
      RangeError,
      `the start must be finite and not 0, current norm ${value}`,
    );
  }
});
