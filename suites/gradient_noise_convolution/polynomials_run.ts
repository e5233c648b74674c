import * as tf from "@tensorflow/tfjs-core";
import { rootKey, split } from "../../core/key.ts";
import { disposeTensors } from "../../core/tensors.ts";
import { normal } from "../../core/random.ts";
import type { Engine } from "../../engines/engine.ts";
import {
  tensorsOf,
  type Vector,
  vectorOf,
} from "../../training/probes/vectors.ts";
import { computed, inUnit } from "../exact/outcome.ts";
import { secondMoment } from "../exact/second_moment.ts";
import {
  combination,
  difference,
  dot,
  meanVector,
  norm,
  relativeDistance,
} from "../exact/vectors.ts";
import type { Executor } from "../executor.ts";
import type { PolynomialsSettings } from "./exact_settings.ts";
import type { ExactSubject } from "./exact_subject.ts";

/**
 * Algorithm 1 on losses whose derivatives are known, with the method's points.
 *
 * Workers' losses ½ xᵀ A x - b_iᵀ x share A: "quadratic_error" and
 * "quadratic_unscaled_error" are the distances of the last x from that of
 * data-parallel SGD, in units of the way, with and without filter-wise scaling,
 * "smoothed_loss_error" that of the mean of f(x_i) - f(x) from
 * ½ (α η)² Tr(A Σ), Σ = (1/M) Σ ω_i ω_iᵀ, relative to it. On a cubic loss f with
 * Hessian H, "smoothed_gradient_error" is the relative distance of the mean of
 * ∇f(x_i) - ∇f(x) from ½ (α η)² ∇ Tr(H Σ).
 */
export function polynomialsRun(subject: ExactSubject): Executor {
  return async (settings, { engine, seed }) => {
    const { shape, workers, alpha, learningRate, steps } =
      settings as PolynomialsSettings;
    const size = shape[0] * shape[1];
    const drawn = (name: string) =>
      normal(split(rootKey(seed), name), size * workers);
    const rows = (values: Float32Array) =>
      Array.from(
        { length: workers },
        (_, i) => values.subarray(i * size, (i + 1) * size),
      );
    const start = drawn("x").subarray(0, size);
    const linear = rows(drawn("b"));
    // A = Σ_k a_k a_kᵀ / M, which may be singular.
    const directions = rows(drawn("a"));
    const timesA = (x: ArrayLike<number>) =>
      combination(
        ...directions.map((a) => [dot(a, x) / workers, a] as const),
      );
    const gradientAt = (x: ArrayLike<number>, b: ArrayLike<number>) =>
      difference(timesA(x), b);
    const meanLinear = meanVector(linear);
    const lossAt = (x: ArrayLike<number>) =>
      dot(x, timesA(x)) / 2 - dot(meanLinear, x);

    /** The last x, and the last points with the noise they were made of. */
    const convolved = async (filterWise: boolean) => {
      const method = subject.gnc({ alpha, workers, filterWise });
      let x: Float64Array = Float64Array.from(start);
      let noise: Vector[] = linear.map(() => new Float64Array(size));
      let points: Vector[] = [];
      for (let step = 0; step < steps; step++) {
        points = await pointsOf(engine, {
          ...{ method, shape, learningRate, x, deviations: noise },
        });
        const gradients = points.map((point, i) =>
          gradientAt(point, linear[i]!)
        );
        const mean = meanVector(gradients);
        if (step === steps - 1) break;
        noise = gradients.map((g) => difference(g, mean));
        x = combination([1, x], [-learningRate, mean]);
      }
      return { x, noise, points };
    };
    let plain: Float64Array = Float64Array.from(start);
    for (let step = 1; step < steps; step++) {
      plain = combination(
        [1, plain],
        [-learningRate, gradientAt(plain, meanLinear)],
      );
    }
    const way = norm(difference(plain, start));
    const errorOf = (x: Float64Array) => norm(difference(x, plain)) / way;
    const scaled = await convolved(true);
    const unscaled = await convolved(false);

    const { x, noise, points } = unscaled;
    const covariance = secondMoment(noise);
    const reach = (alpha * learningRate) ** 2 / 2;
    const smoothing = reach / workers *
      directions.reduce((sum, a) => sum + quadratic(covariance, a), 0);
    const smoothed = points.reduce((sum, at) => sum + lossAt(at), 0) / workers -
      lossAt(x);
    // f = Σ_k (a_kᵀ x)³ / 6: ∇f = Σ (a_kᵀ x)² a_k / 2, ∇ Tr(H Σ) = Σ (a_kᵀ Σ a_k) a_k
    const cubicGradient = (x: ArrayLike<number>) =>
      combination(...directions.map((a) => [dot(a, x) ** 2 / 2, a] as const));
    const shift = difference(
      meanVector(points.map(cubicGradient)),
      cubicGradient(x),
    );
    const expectedShift = combination(
      ...directions.map((a) => [reach * quadratic(covariance, a), a] as const),
    );
    return computed(inUnit("ratio", {
      quadratic_error: errorOf(scaled.x),
      quadratic_unscaled_error: errorOf(unscaled.x),
      smoothed_loss_error: Math.abs(smoothed / smoothing - 1),
      smoothed_gradient_error: relativeDistance(shift, expectedShift),
    }));
  };
}

/** The method's points of all workers, from x and their deviations. */
async function pointsOf(
  engine: Engine,
  { method, shape, learningRate, x, deviations }: {
    method: ReturnType<ExactSubject["gnc"]>;
    shape: readonly [number, number];
    learningRate: number;
    x: Vector;
    deviations: readonly Vector[];
  },
): Promise<Float32Array[]> {
  const like = { kernel: tf.zeros([...shape]) };
  const [parameters, rate] = [tensorsOf(x, like), tf.scalar(learningRate)];
  const key = engine.random.key(rootKey(0));
  const points: Float32Array[] = [];
  for (const vector of deviations) {
    const deviation = tensorsOf(vector, like);
    const point = method.point(parameters, {
      ...{ learningRate: rate, deviation, key, random: engine.random },
    });
    points.push(await vectorOf(point));
    for (const old of [deviation, point]) disposeTensors(old);
  }
  for (const old of [like, parameters]) disposeTensors(old);
  tf.dispose([rate, key]);
  return points;
}

/** aᵀ Σ a */
function quadratic(matrix: Float64Array, a: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < a.length; j++) {
      sum += a[i]! * matrix[i * a.length + j]! * a[j]!;
    }
  }
  return sum;
}
