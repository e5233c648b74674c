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
  return async (given, { engine, seed }) => {
    const settings = given as PolynomialsSettings;
    const { workers, alpha, learningRate } = settings;
    const losses = drawnLosses(settings, seed);
    const convolvedBy = (filterWise: boolean) =>
      convolved(losses, {
        ...{ engine, settings },
        method: subject.gnc({ alpha, workers, filterWise }),
      });
    const scaled = await convolvedBy(true);
    const unscaled = await convolvedBy(false);
    const plain = withoutNoise(losses, settings);
    const way = norm(difference(plain, losses.start));
    const errorOf = (x: Float64Array) => norm(difference(x, plain)) / way;
    const reach = (alpha * learningRate) ** 2 / 2;
    return computed(inUnit("ratio", {
      quadratic_error: errorOf(scaled.x),
      quadratic_unscaled_error: errorOf(unscaled.x),
      smoothed_loss_error: smoothedLossError(losses, { ...unscaled, reach }),
      smoothed_gradient_error: smoothedGradientError(losses, {
        ...{ ...unscaled, reach },
      }),
    }));
  };
}

/** Workers' losses ½ xᵀ A x - b_iᵀ x. */
interface Losses {
  /** a_k of A = Σ_k a_k a_kᵀ / M, which may be singular. */
  readonly directions: readonly Float32Array[];
  /** b_i */
  readonly linear: readonly Float32Array[];
  /** The first x. */
  readonly start: Float32Array;
}

/** Where steps have led. */
interface Convolved {
  /** The last x. */
  readonly x: Float64Array;
  /** The last points. */
  readonly points: readonly Vector[];
  /** The noise that they were made of. */
  readonly noise: readonly Vector[];
}

function drawnLosses(
  { shape, workers }: PolynomialsSettings,
  seed: number,
): Losses {
  const size = shape[0] * shape[1];
  const drawn = (name: string) =>
    normal(split(rootKey(seed), name), size * workers);
  const rows = (values: Float32Array) =>
    Array.from(
      { length: workers },
      (_, i) => values.subarray(i * size, (i + 1) * size),
    );
  return {
    directions: rows(drawn("a")),
    linear: rows(drawn("b")),
    start: drawn("x").subarray(0, size),
  };
}

/** A x */
function timesA({ directions }: Losses, x: ArrayLike<number>): Float64Array {
  const workers = directions.length;
  return combination(
    ...directions.map((a) => [dot(a, x) / workers, a] as const),
  );
}

/** The last x of data-parallel SGD. */
function withoutNoise(
  losses: Losses,
  { learningRate, steps }: PolynomialsSettings,
): Float64Array {
  const linear = meanVector(losses.linear);
  let x: Float64Array = Float64Array.from(losses.start);
  for (let step = 1; step < steps; step++) {
    const gradient = difference(timesA(losses, x), linear);
    x = combination([1, x], [-learningRate, gradient]);
  }
  return x;
}

/** Algorithm 1 with the method's points. */
async function convolved(
  losses: Losses,
  { engine, method, settings: { shape, learningRate, steps } }: {
    engine: Engine;
    method: ReturnType<ExactSubject["gnc"]>;
    settings: PolynomialsSettings;
  },
): Promise<Convolved> {
  let x: Float64Array = Float64Array.from(losses.start);
  let noise: Vector[] = losses.linear.map(() => new Float64Array(x.length));
  let points: Vector[] = [];
  for (let step = 0; step < steps; step++) {
    points = await pointsOf(engine, {
      ...{ method, shape, learningRate, x, deviations: noise },
    });
    if (step === steps - 1) break;
    const gradients = points.map((point, i) =>
      difference(timesA(losses, point), losses.linear[i]!)
    );
    const mean = meanVector(gradients);
    noise = gradients.map((g) => difference(g, mean));
    x = combination([1, x], [-learningRate, mean]);
  }
  return { x, points, noise };
}

/** "smoothed_loss_error"; `reach` is ½ (α η)². */
function smoothedLossError(
  losses: Losses,
  { x, points, noise, reach }: Convolved & { reach: number },
): number {
  const { directions } = losses;
  const workers = directions.length;
  const linear = meanVector(losses.linear);
  const lossAt = (x: ArrayLike<number>) =>
    dot(x, timesA(losses, x)) / 2 - dot(linear, x);
  const covariance = secondMoment(noise);
  const expected = reach / workers *
    directions.reduce((sum, a) => sum + quadratic(covariance, a), 0);
  const smoothed = points.reduce((sum, at) => sum + lossAt(at), 0) / workers -
    lossAt(x);
  return Math.abs(smoothed / expected - 1);
}

/**
 * "smoothed_gradient_error", with f = Σ_k (a_kᵀ x)³ / 6:
 * ∇f = Σ (a_kᵀ x)² a_k / 2 and ∇ Tr(H Σ) = Σ (a_kᵀ Σ a_k) a_k.
 */
function smoothedGradientError(
  { directions }: Losses,
  { x, points, noise, reach }: Convolved & { reach: number },
): number {
  const covariance = secondMoment(noise);
  const gradientAt = (x: ArrayLike<number>) =>
    combination(...directions.map((a) => [dot(a, x) ** 2 / 2, a] as const));
  const shift = difference(meanVector(points.map(gradientAt)), gradientAt(x));
  const expected = combination(
    ...directions.map((a) => [reach * quadratic(covariance, a), a] as const),
  );
  return relativeDistance(shift, expected);
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
