import { assertAlmostEquals, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../../core/key.ts";
import { normal } from "../../core/random.ts";
import { shapeOf } from "./noise_shape.ts";

test("the shape of four values, by hand", () => {
  // Deviations -1, -1, -1, 3: m₂ = 3, m₃ = 6, m₄ = 21.
  const { variance, skewness, kurtosis } = shapeOf(
    Float64Array.of(0, 0, 0, 4),
  );
  assertEquals(variance, 3);
  assertAlmostEquals(skewness, 6 / 3 ** 1.5, 1e-12);
  assertAlmostEquals(kurtosis, 21 / 9 - 3, 1e-12);
});

test("a Gaussian has neither skewness nor excess, within 5 errors", () => {
  const n = 20_000;
  const shape = shapeOf(Float64Array.from(normal(rootKey(1), n)));
  assertAlmostEquals(shape.variance, 1, 5 * Math.sqrt(2 / n));
  assertAlmostEquals(shape.skewness, 0, 5 * Math.sqrt(6 / n));
  assertAlmostEquals(shape.kurtosis, 0, 5 * Math.sqrt(24 / n));
});
