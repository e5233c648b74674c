/**
 * What points of workers have in common, from the displacement x_i - x of each.
 *
 * @module
 */
import {
  difference,
  dot,
  meanVector,
  norm,
  relativeDistance,
} from "../exact/vectors.ts";
import { type Filter, within } from "./filters.ts";

/** A worker in a step. */
export interface WorkerStep {
  readonly step: number;
  readonly learningRate: number;
  /** x */
  readonly parameters: ArrayLike<number>;
  /** x_i */
  readonly point: ArrayLike<number>;
  /** ω_i; none of random noise. */
  readonly deviation: ArrayLike<number>;
}

/** How points are made. */
export interface PointOptions {
  readonly alpha: number;
  readonly filterWise: boolean;
  readonly workers: number;
  readonly filters: readonly Filter[];
}

/** Displacements below this part of a filter's norm are not measured. */
const LEAST = 0.01;

/**
 * Of gradient noise, in steps that have any, as ratios: the largest
 * ‖Σ_i ω_i‖ / Σ ‖ω_i‖ ("deviation_sum") and ‖mean displacement‖ / mean
 * ‖displacement‖ ("mean_displacement"); the largest distance of a point from
 * x - α η s ω_i, s the filter's norm (Eq. 6) or 1, relative to the displacement
 * ("point_error"); the shortest and longest displacement of a filter in units
 * of α η s ‖ω_i‖.
 */
export function gradientNoiseMetrics(
  workerSteps: readonly WorkerStep[],
  { alpha, filterWise, filters }: PointOptions,
): Record<string, number> {
  const noisy = workerSteps.filter(({ step }) => step > 0);
  const pointErrors: number[] = [];
  const lengths: number[] = [];
  for (const { learningRate, parameters, deviation, ...at } of noisy) {
    const expected = new Float64Array(parameters.length);
    for (const filter of filters) {
      const own = norm(within(filter, parameters));
      const scale = alpha * learningRate * (filterWise ? own : 1);
      for (const place of filter) expected[place] = -scale * deviation[place]!;
      const length = scale * norm(within(filter, deviation));
      if (length < LEAST * own || length === 0) continue;
      const displaced = displacement({ parameters, ...at });
      lengths.push(norm(within(filter, displaced)) / length);
    }
    pointErrors.push(
      relativeDistance(displacement({ parameters, ...at }), expected),
    );
  }
  return {
    deviation_sum: largestSum(noisy, ({ deviation }) => deviation),
    mean_displacement: largestSum(noisy, displacement),
    point_error: Math.max(...pointErrors),
    shortest: Math.min(...lengths),
    longest: Math.max(...lengths),
  };
}

/**
 * Of random noise, as ratios. Filter-wise the shortest and longest displacement
 * of a filter in units of α η ‖x‖ (Eq. 5); else the smallest and largest
 * component of the noise, which is from a cube of ±1. "largest_cosine" of the
 * displacements of two workers, or of two steps.
 */
export function randomNoiseMetrics(
  workerSteps: readonly WorkerStep[],
  { alpha, filterWise, filters }: PointOptions,
): Record<string, number> {
  const displacements = workerSteps.map(displacement);
  const cosines = displacements.flatMap((a, i) =>
    displacements.slice(i + 1)
      .map((b) => Math.abs(dot(a, b)) / (norm(a) * norm(b)))
  );
  const sizes = workerSteps.flatMap(({ learningRate, parameters }, i) => {
    const displaced = displacements[i]!;
    const rate = alpha * learningRate;
    if (!filterWise) return [...displaced].map((size) => -size / rate);
    return filters.flatMap((filter) => {
      const own = norm(within(filter, parameters));
      // Biases start at 0, and have no direction then.
      return own === 0 ? [] : norm(within(filter, displaced)) / (rate * own);
    });
  });
  const [least, most] = filterWise
    ? ["shortest", "longest"] as const
    : ["smallest_component", "largest_component"] as const;
  return {
    [least]: Math.min(...sizes),
    [most]: Math.max(...sizes),
    largest_cosine: Math.max(...cosines),
  };
}

/** x_i - x */
function displacement(
  { parameters, point }: Pick<WorkerStep, "parameters" | "point">,
): Float64Array {
  return difference(point, parameters);
}

/** The largest ‖Σ_i v_i‖ / Σ ‖v_i‖ over the workers of a step. */
function largestSum(
  workerSteps: readonly WorkerStep[],
  vectorOf: (at: WorkerStep) => ArrayLike<number>,
): number {
  const steps = Map.groupBy(workerSteps, ({ step }) => step);
  return Math.max(...[...steps.values()].map((workers) => {
    const vectors = workers.map(vectorOf);
    const lengths = vectors.reduce((sum, v) => sum + norm(v), 0);
    return norm(meanVector(vectors)) / (lengths / vectors.length);
  }));
}
