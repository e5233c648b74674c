import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { effectiveLearningRate, temperature } from "./temperature.ts";

test("ε_eff = ε / (1 - m)", () => {
  assertEquals(effectiveLearningRate({ learningRate: 0.1 }), 0.1);
  const learningRate = effectiveLearningRate({
    ...{ learningRate: 0.1, momentum: 0.9 },
  });
  assertAlmostEquals(learningRate, 1, 1e-15);
});

test("T = ε_eff / B", () => {
  const update = { learningRate: 0.05, momentum: 0.5 };
  assertEquals(temperature({ ...update, batchSize: 4 }), 0.025);
});

test("a random walk in a parabola spreads as the temperature says", () => {
  // x ← x - ε v, v ← m v + λ x + noise of variance f / B: its variance tends
  // to T f / 2λ for small ε, whatever the momentum.
  const [curvature, variance, batchSize] = [1, 2, 8];
  for (const momentum of [0, 0.5, 0.9]) {
    const learningRate = 1e-3 * (1 - momentum);
    // The second moments ⟨x²⟩, ⟨xv⟩, ⟨v²⟩ by their own recursion.
    let [xx, xv, vv] = [0, 0, 0];
    for (let step = 0; step < 100_000; step++) {
      const [m, h, e] = [momentum, curvature, learningRate];
      const nextVv = m * m * vv + 2 * m * h * xv + h * h * xx +
        variance / batchSize;
      const nextXv = m * xv + h * xx - e * nextVv;
      xx = xx - 2 * e * (m * xv + h * xx) + e * e * nextVv;
      [xv, vv] = [nextXv, nextVv];
    }
    const t = temperature({ learningRate, momentum, batchSize });
    const expected = t * variance / (2 * curvature);
    // The first correction is of relative order ε_eff.
    assertAlmostEquals(xx / expected, 1, 2e-3, `momentum ${momentum}`);
  }
});

test("what is no momentum or batch size is refused", () => {
  for (const momentum of [-0.1, 1, NaN]) {
    assertThrows(
      () => effectiveLearningRate({ learningRate: 1, momentum }),
      RangeError,
      `Cannot use momentum: must be from 0 to below 1, current value ${momentum}`,
    );
  }
  for (const batchSize of [0, 1.5, NaN]) {
    assertThrows(
      () => temperature({ learningRate: 1, batchSize }),
      RangeError,
      `batch size must be a positive integer, current value ${batchSize}`,
    );
  }
});
