import * as tf from "@tensorflow/tfjs-core";
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { disposeTensors, tensorNamed } from "../../core/tensors.ts";
import { ENGINE_NAMES, openEngine } from "../../engines/mod.ts";
import { type LossAndGradient, smoothness } from "./smoothness.ts";

/** ½ Σ λ_k x_k², as a function of two tensors. */
function quadratic(lambda: readonly number[]): LossAndGradient {
  const [first, ...others] = lambda;
  const curvatures = { a: tf.scalar(first!), b: tf.tensor1d(others) };
  return (parameters) => {
    const of = (name: "a" | "b") => tensorNamed(parameters, name);
    const gradient = {
      a: tf.mul(curvatures.a, of("a")),
      b: tf.mul(curvatures.b, of("b")),
    };
    const loss = tf.tidy(() =>
      tf.div(
        tf.add(
          tf.sum(tf.mul(gradient.a, of("a"))),
          tf.sum(tf.mul(gradient.b, of("b"))),
        ),
        2,
      ) as tf.Scalar
    );
    return { loss, gradient };
  };
}

for (const engineName of ENGINE_NAMES) {
  test(`of a quadratic along one of its axes, ${engineName}`, async () => {
    await openEngine(engineName);
    // From x = 3 with curvature 2: x_s = 3 - 6s, s from 1/16 to 1/4.
    const f = quadratic([2, 7, 5]);
    const parameters = { a: tf.scalar(3), b: tf.zeros([2]) };
    const before = tf.memory().numTensors;
    const { loss, gradientChange, beta } = await smoothness(f, {
      ...{ parameters, learningRate: 1 / 8 },
    });
    assertEquals(tf.memory().numTensors, before);
    const rounding = 16 * 9 * 2 ** -24;
    assertAlmostEquals(loss.smallest, 1.5 ** 2, rounding);
    assertAlmostEquals(loss.largest, (3 - 6 / 16) ** 2, rounding);
    assertAlmostEquals(gradientChange.smallest, 2 * 6 / 16, rounding);
    assertAlmostEquals(gradientChange.largest, 2 * 6 / 4, rounding);
    assertAlmostEquals(beta, 2, rounding);
    disposeTensors(parameters);
  });
}

test("β of a quadratic is ‖A g‖ / ‖g‖ however long the step", async () => {
  await openEngine("cpu");
  const lambda = [1, 2, 4];
  const f = quadratic(lambda);
  const parameters = { a: tf.scalar(1), b: tf.tensor1d([1, 1]) };
  for (const learningRate of [0.01, 0.5]) {
    const { beta } = await smoothness(f, { parameters, learningRate });
    const expected = Math.hypot(1, 4, 16) / Math.hypot(...lambda);
    // A gradient changes by a 200th of itself at least.
    assertAlmostEquals(beta, expected, 200 * 8 * 2 ** -24);
  }
  disposeTensors(parameters);
});

test("a cubic is the rougher the longer the step", async () => {
  await openEngine("cpu");
  // f = x³/3 from x = 1: g = x² changes by s (2 - s), so β = 2 - s at s = η/2.
  const f: LossAndGradient = ({ x }) => ({
    loss: tf.tidy(() => tf.div(tf.pow(x!, 3), 3)),
    gradient: { x: tf.square(x!) },
  });
  const parameters = { x: tf.scalar(1) };
  const { beta, loss } = await smoothness(f, {
    ...{ parameters, learningRate: 0.5 },
  });
  assertAlmostEquals(beta, 2 - 0.25, 16 * 2 ** -24);
  assertEquals(loss.smallest, 0);
  disposeTensors(parameters);
});

test("eight steps are looked at, evenly spaced from half to twice the rate", async () => {
  await openEngine("cpu");
  const f = quadratic([2]);
  const places: number[] = [];
  await smoothness((parameters) => {
    places.push(tensorNamed(parameters, "a").dataSync()[0]!);
    return f(parameters);
  }, {
    ...{ parameters: { a: tf.scalar(3), b: tf.zeros([0]) }, learningRate: 0.5 },
  });
  const [start, ...others] = places;
  assertEquals([start, others.length], [3, 8]);
  // The gradient at 3 is 6.
  others.forEach((place, i) =>
    assertAlmostEquals(place, 3 - 6 * (0.25 + 0.75 * i / 7), 1e-5)
  );
});
