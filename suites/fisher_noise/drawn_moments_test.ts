import { assertEquals, assertGreater, assertLess } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey, split } from "../../core/key.ts";
import { normal } from "../../core/random.ts";
import { drawnMoments } from "./drawn_moments.ts";
import { unitMatrix } from "./target_covariances.ts";

/** 2000 draws of four numbers with deviation 3. */
const NOISES = Array.from(
  { length: 2000 },
  (_, i) =>
    Float64Array.from(normal(split(rootKey(0), i), 4), (value) => 3 * value),
);

function momentsWith(deviation: number) {
  const covariance = unitMatrix(4, deviation ** 2);
  return drawnMoments("x", { noises: NOISES, covariance });
}

test("drawnMoments of Gaussian noise are about 1", () => {
  const found = momentsWith(3);
  assertEquals(found["x_effective_rank"]!.value, 4);
  for (const name of ["x_covariance_ratio", "x_mean_ratio"]) {
    assertGreater(found[name]!.value, 0.2);
    assertLess(found[name]!.value, 2);
  }
});

test("drawnMoments notice a deviation that is off by a tenth", () => {
  assertGreater(momentsWith(2.7)["x_covariance_ratio"]!.value, 10);
});

test("drawnMoments of two draws by hand", () => {
  const noises = [Float64Array.of(1, 0), Float64Array.of(1, 2)];
  // Second moment [[1, 1], [1, 2]], K = I: ‖·‖² = 3, twice that over 2 + 4.
  const covariance = unitMatrix(2);
  const { a_covariance_ratio, a_mean_ratio } = drawnMoments("a", {
    ...{ noises, covariance },
  });
  assertEquals(a_covariance_ratio, { value: 1, unit: "ratio" });
  // mean (1, 1): 2 · 2 / 2
  assertEquals(a_mean_ratio, { value: 2, unit: "ratio" });
});
