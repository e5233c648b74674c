import * as tf from "@tensorflow/tfjs-core";
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { disposeTensors, mapTensors } from "../core/tensors.ts";
import { ENGINE_NAMES, openEngine } from "../engines/mod.ts";
import { dataParallelSgd } from "./data_parallel_sgd.ts";
import { gnc } from "./gnc.ts";
import { filtersOf, pointOf, tensors } from "./testdata/points.ts";

const [alpha, learningRate] = [0.5, 0.25];

/** Of x and ω up to 1, and of norms of filters up to 5. */
const ROUNDING = 4 * 5 * 2 ** -24;

for (const engineName of ENGINE_NAMES) {
  test(`x - αη‖x‖ω for each filter, ${engineName}`, async () => {
    const engine = await openEngine(engineName);
    const [parameters, deviation] = [tensors(0), tensors(9)];
    const point = pointOf(engine, {
      ...{ parameters, deviation, learningRate },
      method: gnc({ alpha, workers: 2 }),
    });
    const [from, noise, to] = [
      await filtersOf(parameters),
      await filtersOf(deviation),
      await filtersOf(point),
    ];
    assertEquals(Object.keys(to).length, 4 + 5 + 1 + 1);
    for (const [name, x] of Object.entries(from)) {
      const length = alpha * learningRate * Math.hypot(...x);
      x.forEach((value, i) =>
        assertAlmostEquals(
          to[name]![i]!,
          value - length * noise[name]![i]!,
          ROUNDING,
          name,
        )
      );
    }
    for (const old of [parameters, deviation, point]) disposeTensors(old);
  });

  test(`x - αηω without filter-wise scaling, ${engineName}`, async () => {
    const engine = await openEngine(engineName);
    const [parameters, deviation] = [tensors(0), tensors(9)];
    const point = pointOf(engine, {
      ...{ parameters, deviation, learningRate },
      method: gnc({ alpha, workers: 2, filterWise: false }),
    });
    for (const [name, x] of Object.entries(parameters)) {
      const expected = tf.sub(x, tf.div(deviation[name]!, 8));
      // Multiples of 2^-10 up to 1.125: nothing is rounded.
      assertEquals(await point[name]!.data(), await expected.data());
      expected.dispose();
    }
    for (const old of [parameters, deviation, point]) disposeTensors(old);
  });
}

test("a filter c times as large moves relatively a c-th as far", async () => {
  const engine = await openEngine("cpu");
  const method = gnc({ alpha, workers: 2 });
  const relative = async (c: number) => {
    // A loss that does not see c has gradients that are a c-th.
    const scaled = (salt: number, factor: number) => {
      const unscaled = tensors(salt);
      const result = mapTensors(unscaled, (tensor) => tf.mul(tensor, factor));
      disposeTensors(unscaled);
      return result;
    };
    const [parameters, deviation] = [scaled(0, c), scaled(9, 1 / c)];
    const point = pointOf(engine, {
      ...{ method, parameters, deviation, learningRate },
    });
    const [from, to] = [await filtersOf(parameters), await filtersOf(point)];
    for (const old of [parameters, deviation, point]) disposeTensors(old);
    return Object.entries(from).map(([name, x]) =>
      Math.hypot(...x.map((value, i) => to[name]![i]! - value)) /
      Math.hypot(...x)
    );
  };
  const [once, fourTimes] = [await relative(1), await relative(4)];
  once.forEach((distance, i) =>
    assertAlmostEquals(fourTimes[i]!, distance / 4, 100 * 2 ** -24)
  );
});

test("the mean of a cubic's gradients moves by ½(αη)² ∇Tr(HΣ)", async () => {
  // f = Σ c_k x_k³/6: ∇f = c x²/2, H = diag(c x), Σ_kk = ⟨ω_k²⟩.
  const engine = await openEngine("cpu");
  tf.tidy(() => {
    const c = tf.tensor1d([1, -2, 4, 0.5]);
    const gradientAt = (x: tf.Tensor) => tf.div(tf.mul(c, tf.square(x)), 2);
    const x = tf.tensor1d([0.5, -1, 0.25, 2]);
    const deviations = [
      [1, 0, -0.5, 0.25],
      [-0.5, 1, 0, 0.25],
      [-0.5, -1, 0.5, -0.5],
    ].map((omega) => tf.tensor1d(omega));
    const points = deviations.map((omega) =>
      pointOf(engine, {
        ...{ parameters: { x }, deviation: { x: omega }, learningRate },
        method: gnc({ alpha, workers: 3, filterWise: false }),
      })["x"]!
    );
    const mean = (tensors: tf.Tensor[]) => tf.div(tf.addN(tensors), 3);
    const found = tf.sub(mean(points.map(gradientAt)), gradientAt(x));
    const variances = mean(deviations.map((omega) => tf.square(omega)));
    const expected = tf.mul(
      (alpha * learningRate) ** 2 / 2,
      tf.mul(c, variances),
    );
    const values = expected.dataSync();
    found.dataSync().forEach((value, k) =>
      // Gradients up to 1, each rounded five times.
      assertAlmostEquals(value, values[k]!, 5 * 2 ** -24)
    );
  });
});

for (const filterWise of [true, false]) {
  test(`of quadratics only the loss moves, filter-wise: ${filterWise}`, async () => {
    // f_i = ½ xᵀAx - b_iᵀx: gradients A x - b_i, and Tr(AΣ) = ⟨ωᵀAω⟩.
    const engine = await openEngine("cpu");
    const workers = 3;
    const method = gnc({ alpha, workers, filterWise });
    tf.tidy(() => {
      const a = tf.tensor2d([[2, 0.5, 0], [0.5, 1, -0.25], [0, -0.25, 4]]);
      const offsets = [[1, 0, -1], [0.5, 2, 0], [0, -1, 1]]
        .map((b) => tf.tensor2d(b, [3, 1]));
      const times = (x: tf.Tensor) =>
        tf.matMul(a, tf.reshape(x, [3, 1]) as tf.Tensor2D);
      // ½ xᵀAx: the mean of the points is x, so that b does not matter.
      const lossAt = (x: tf.Tensor) =>
        tf.sum(tf.mul(tf.reshape(x, [3, 1]), tf.div(times(x), 2)))
          .dataSync()[0]!;
      const mean = (tensors: tf.Tensor[]) =>
        tf.div(tf.addN(tensors), tensors.length);
      let x: tf.Tensor = tf.tensor1d([1, -0.5, 0.25]);
      let deviations = offsets.map(() => tf.zeros([3]) as tf.Tensor);
      for (let step = 0; step < 4; step++) {
        const points = deviations.map((omega) =>
          pointOf(engine, {
            ...{ method, parameters: { x }, deviation: { x: omega } },
            learningRate,
          })["x"]!
        );
        const gradients = points.map((point, i) =>
          tf.reshape(tf.sub(times(point), offsets[i]!), [3])
        );
        const gradient = mean(gradients);
        const plain = tf.reshape(tf.sub(times(x), mean(offsets)), [3]);
        const expected = plain.dataSync();
        gradient.dataSync().forEach((value, k) =>
          // Gradients up to 5, each rounded some ten times.
          assertAlmostEquals(value, expected[k]!, 10 * 5 * 2 ** -24)
        );
        const c = alpha * learningRate *
          (filterWise ? Math.hypot(...x.dataSync()) : 1);
        const traces = deviations.map((omega) => 2 * lossAt(omega));
        const rise = points.map(lossAt).reduce((sum, loss) => sum + loss) / 3 -
          lossAt(x);
        const trace = traces.reduce((sum, value) => sum + value) / 3;
        assertAlmostEquals(rise, c * c / 2 * trace, 20 * 2 ** -24);
        deviations = gradients.map((g) => tf.sub(g, gradient));
        x = tf.sub(x, tf.mul(learningRate, gradient));
      }
    });
  });
}

test("α=0 and one worker are data-parallel SGD", () => {
  assertEquals(
    gnc({ alpha: 0, workers: 4 }).name,
    dataParallelSgd({ workers: 4 }).name,
  );
  assertEquals(gnc({ alpha: 2, workers: 1 }).remembers, "nothing");
});

test("a worker without a deviation is refused", async () => {
  const engine = await openEngine("cpu");
  const parameters = tensors(0);
  assertThrows(
    () =>
      pointOf(engine, {
        ...{ parameters, learningRate, method: gnc({ alpha, workers: 2 }) },
      }),
    TypeError,
    "deviation is missing",
  );
  disposeTensors(parameters);
});
