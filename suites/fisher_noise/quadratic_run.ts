import { Matrix } from "ml-matrix";
import type { GradientMethod } from "../../core/method.ts";
import type { Optimizer } from "../../training/optimizers/optimizer.ts";
import { computed } from "../exact/outcome.ts";
import { updateMatrices } from "../exact/update_matrices.ts";
import { norm } from "../exact/vectors.ts";
import type { Executor } from "../executor.ts";
import { covarianceOfMethod } from "./covariance_of_method.ts";
import type { QuadraticSettings } from "./exact_settings.ts";
import type { ExactSubject } from "./exact_subject.ts";
import {
  directionsOf,
  expectedLosses,
  limitOfScaledLoss,
  stationaryLoss,
} from "./expected_loss.ts";
import { diagonalOf, traceOf } from "./target_covariances.ts";

/** Kinds of noise: C = √A, √diag(A), √(Tr A / d) I. */
export type NoiseShape = "full" | "diagonal" | "trace";

/**
 * Gradient descent on ½ θᵀ A θ at the theorem's rates 2 / ((k+γ) λ_min),
 * γ = 2 λ_max / λ_min, and at a constant one, with the noise of the methods for
 * F = A. For each shape of noise: "<shape>_trace" Tr(C Cᵀ), "…_curvature"
 * Tr(Cᵀ A C), "…_bound" ν, "…_bound_ratio" the largest E L (k+γ) / ν of any
 * step, with step k = 0 first, and "…_bound_ratio_from_1"; "…_loss_<k>" E L
 * after k steps, "…_scaled_loss" k E L after the last and "…_limit" what it goes
 * to; "…_first_<ε>" the first step from which E L ≤ ε, or the last of all; at
 * the constant rate "…_stationary", "…_constant" E L after its steps and
 * "…_one_step" after one. Besides, how far the schedule and the update are from
 * what the theorem says. Series, at some "steps": "<shape>_loss" and
 * "<shape>_bound", ν / (k+γ).
 */
export function quadraticRun(subject: ExactSubject): Executor {
  const methods: Record<NoiseShape, () => GradientMethod> = {
    // With one output K-FAC's covariance is its inputs' factor itself.
    full: () => subject.kfacNoise({ scale: 1 }),
    diagonal: () => subject.diagonalFisherNoise({ scale: 1 }),
    trace: () => subject.fisherTraceNoise({ scale: 1 }),
  };
  return async (given, { engine }) => {
    const settings = given as QuadraticSettings;
    const { hessian, start, steps, constant: { learningRate } } = settings;
    const A = Float64Array.from(hessian.flat());
    const curvatures = directionsOf(hessian, { covariance: A, start })
      .map(({ curvature }) => curvature);
    const [least, most] = [curvatures[0]!, curvatures.at(-1)!];
    const beta = 2 / least;
    const gamma = 2 * most / least;
    const schedule = subject.inverseTimeDecay(beta / gamma, { steps: gamma });
    const rates = Array.from(
      { length: steps + 1 },
      (_, step) =>
        schedule.learningRate({ step, epoch: 0, lowestTrainingLoss: Infinity }),
    );
    const rateErrors = rates.map((rate, k) =>
      Math.abs(rate * (k + gamma) / beta - 1)
    );
    const optimizer = subject.gradientDescent();
    const values: Record<string, number> = {
      schedule_error: Math.max(...rateErrors),
      first_rate: rates[0]! * most,
      update_error: await updateError(optimizer, { curvatures, learningRate }),
      squared_norm: norm(A) ** 2,
      squared_diagonal_norm: norm(diagonalOf(A)) ** 2,
      hessian_trace: traceOf(A),
      gamma,
    };
    const shown = shownSteps(steps);
    const series: Record<string, readonly number[]> = { steps: shown };
    for (const [shape, method] of Object.entries(methods)) {
      const covariance = await covarianceOfMethod(engine, {
        ...{ method: method(), fisher: A },
      });
      const { losses, bound, values: own } = convergenceOf(settings, {
        ...{ covariance, rates, least, beta, gamma },
      });
      for (const [name, value] of Object.entries(own)) {
        values[`${shape}_${name}`] = value;
      }
      series[`${shape}_loss`] = shown.map((k) => losses[k]!);
      series[`${shape}_bound`] = shown.map((k) => bound / (k + gamma));
    }
    const metrics = Object.entries(values).map(([name, value]) => [
      name,
      { value, unit: unitOf(name) },
    ]);
    return computed(Object.fromEntries(metrics), series);
  };
}

/** How far an update is from θ ← (1 - α a_i) θ - α n along any direction. */
async function updateError(
  optimizer: Optimizer,
  { curvatures, learningRate }: {
    curvatures: readonly number[];
    learningRate: number;
  },
): Promise<number> {
  const update = await updateMatrices(optimizer, { curvatures, learningRate });
  const errors = update.flatMap(({ transition, noise }, i) => [
    transition[0]![0]! - (1 - learningRate * curvatures[i]!),
    noise[0]! + learningRate,
  ]);
  return Math.max(...errors.map(Math.abs));
}

/** What noise of a covariance C Cᵀ leads to: E L, ν and its shape's metrics. */
function convergenceOf(
  { hessian, start, steps, told, levels, constant }: QuadraticSettings,
  { covariance, rates, least, beta, gamma }: {
    covariance: Float64Array;
    /** From that of the first step on. */
    rates: readonly number[];
    /** λ_min */
    least: number;
    beta: number;
    gamma: number;
  },
): {
  losses: Float64Array;
  bound: number;
  values: Readonly<Record<string, number>>;
} {
  const directions = directionsOf(hessian, { covariance, start });
  const size = hessian.length;
  const curvature = Matrix.from1DArray(size, size, covariance)
    .mmul(Matrix.from1DArray(size, size, hessian.flat())).trace();
  const losses = expectedLosses(directions, rates.slice(0, -1));
  const bound = Math.max(2 * curvature / least ** 2, gamma * losses[0]!);
  const ratioOf = (losses: Float64Array) =>
    losses.reduce(
      (most, loss, k) => Math.max(most, loss * (k + gamma) / bound),
      0,
    );
  const held = Array<number>(constant.steps).fill(constant.learningRate);
  const constantLosses = expectedLosses(directions, held);
  const values = {
    trace: traceOf(covariance),
    curvature,
    bound,
    bound_ratio: ratioOf(losses),
    bound_ratio_from_1: ratioOf(expectedLosses(directions, rates.slice(1))),
    ...Object.fromEntries(told.map((k) => [`loss_${k}`, losses[k]!])),
    scaled_loss: steps * losses[steps]!,
    limit: limitOfScaledLoss(directions, beta),
    ...Object.fromEntries(
      levels.map((level) => [`first_${level}`, firstBelow(losses, level)]),
    ),
    stationary: stationaryLoss(directions, constant.learningRate),
    constant: constantLosses.at(-1)!,
    one_step: constantLosses[1]!,
  };
  return { losses, bound, values };
}

/** From 1 to the last, ten in each factor of ten or all. */
function shownSteps(last: number): number[] {
  const powers = Array.from(
    { length: Math.floor(10 * Math.log10(last)) + 1 },
    (_, i) => Math.round(10 ** (i / 10)),
  );
  return [...new Set([...powers, last])];
}

function unitOf(metric: string): string {
  if (/ratio|error|gamma/.test(metric)) return "ratio";
  return /_first_/.test(metric) ? "steps" : "loss";
}

/** The first step from which all losses are at most `level`. */
function firstBelow(losses: Float64Array, level: number): number {
  return losses.findLastIndex((loss) => loss > level) + 1;
}
