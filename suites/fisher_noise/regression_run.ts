import { EigenvalueDecomposition, Matrix, solve } from "ml-matrix";
import { type Key, rootKey, split } from "../../core/key.ts";
import { normal, subset } from "../../core/random.ts";
import { computed, inUnit } from "../exact/outcome.ts";
import { covarianceOf, meanOf, oneExample } from "../exact/estimate_moments.ts";
import { secondMoment } from "../exact/second_moment.ts";
import { combination, dot, relativeDistance } from "../exact/vectors.ts";
import type { Executor } from "../executor.ts";
import { covarianceOfMethod } from "./covariance_of_method.ts";
import type { RegressionSettings } from "./exact_settings.ts";
import type { ExactSubject } from "./exact_subject.ts";
import { traceOf } from "./target_covariances.ts";

/** Draws of each noise that are kept for a figure. */
const SHOWN = 200;

/**
 * The covariance of one step's gradient noise in least squares with two
 * parameters, at the solution and off it ("… off"): for each kind of noise the
 * relative distance (Frobenius) from that of plain SGD with M_S examples:
 * "full", from drawn weights, "diagonal", "isotropic" with the diagonal's trace
 * and "paper_isotropic" with the paper's σ. "…_cosine" is that of the angle
 * between the first axes of the full noise and of the Hessian. Series, at the
 * solution: where one step of rate 1 leads by some draws of each, "<noise>_x"
 * and "<noise>_y", from the solution; and the "hessian".
 */
export function regressionRun(subject: ExactSubject): Executor {
  return async (settings, { engine, seed }) => {
    const { examples, smallBatch, offset, draws, ...data } =
      settings as RegressionSettings;
    const { inputs, targets } = dataOf(data, { examples, seed });
    const hessian = secondMoment(inputs);
    const solution = solve(
      Matrix.from1DArray(2, 2, hessian),
      Matrix.columnVector(Array.from(combination(
        ...inputs.map((x, i) => [targets[i]! / examples, x] as const),
      ))),
    ).to1DArray();
    const batches = { smallBatch, largeBatch: examples };
    const c = subject.noiseScale(batches);
    const [diagonalNoise, fullNoise] = [
      subject.diagonalFisherNoise(batches),
      subject.fullFisherNoise(batches),
    ];
    const keys = split(rootKey(seed), "noise");
    const weights = Array.from(
      { length: draws },
      (_, draw) => fullNoise.weights(examples, split(keys, draw)),
    );
    const at = async (theta: readonly number[]) => {
      const gradients = inputs.map((x, i) =>
        combination([dot(theta, x) - targets[i]!, x])
      );
      const one = oneExample(gradients);
      const gradient = meanOf(one);
      const noiseOf = (weights: ArrayLike<number>) =>
        combination(
          [-1, gradient],
          ...gradients.map((g, i) => [weights[i]!, g] as const),
        );
      // (N-B) / (B (N-1)) Σ̂, which the subsets' identities establish.
      const sgd = combination([
        (examples - smallBatch) / (smallBatch * (examples - 1)),
        covarianceOf(one),
      ]);
      const fisher = secondMoment(gradients);
      const full = secondMoment(
        weights.map((weights) => noiseOf(weights)),
      );
      const diagonal = await covarianceOfMethod(engine, {
        ...{ method: diagonalNoise, fisher },
      });
      const isotropicOf = (deviation: number) =>
        covarianceOfMethod(engine, {
          ...{ method: subject.isotropicNoise({ deviation }), fisher },
        });
      const isotropic = await isotropicOf(Math.sqrt(traceOf(diagonal) / 2));
      const normals = (name: string, covariance: Float64Array) =>
        pointsOf(covariance, split(rootKey(seed), name));
      return {
        values: {
          full: relativeDistance(full, sgd),
          diagonal: relativeDistance(diagonal, sgd),
          isotropic: relativeDistance(isotropic, sgd),
          paper_isotropic: relativeDistance(
            await isotropicOf(data.deviation),
            sgd,
          ),
          cosine: Math.abs(dot(firstAxis(full), firstAxis(hessian))),
          expected_full: relativeDistance(combination([c * c, fisher]), sgd),
          trace_ratio: traceOf(diagonal) / (c * c * traceOf(fisher)),
        },
        clouds: {
          SGD: Array.from({ length: SHOWN }, (_, draw) => {
            const key = split(split(rootKey(seed), "subset"), draw);
            const chosen = subset(key, { size: smallBatch, of: examples });
            const weights = new Float64Array(examples);
            for (const i of chosen) weights[i] = 1 / smallBatch;
            return noiseOf(weights);
          }),
          full: weights.slice(0, SHOWN).map(noiseOf),
          diagonal: normals("diagonal", diagonal),
          isotropic: normals("isotropic", isotropic),
        },
      };
    };
    const named = (suffix: string, values: Readonly<Record<string, number>>) =>
      Object.fromEntries(
        Object.entries(values).map((
          [name, value],
        ) => [`${name}${suffix}`, value]),
      );
    const there = await at(solution);
    const off = await at(solution.map((value, i) => value + offset[i]!));
    const series = Object.entries(there.clouds).flatMap(([name, points]) =>
      ["x", "y"].map((axis, i) => [
        `${name}_${axis}`,
        points.map((noise) => -noise[i]!),
      ])
    );
    return computed(
      inUnit("ratio", {
        ...named("", there.values),
        ...named("_off", off.values),
      }),
      { ...Object.fromEntries(series), hessian: Array.from(hessian) },
    );
  };
}

/** Normal vectors with a diagonal covariance, `[2 * 2]`. */
function pointsOf(covariance: Float64Array, key: Key): Float64Array[] {
  const normals = normal(key, 2 * SHOWN);
  const deviations = [Math.sqrt(covariance[0]!), Math.sqrt(covariance[3]!)];
  return Array.from(
    { length: SHOWN },
    (_, i) =>
      Float64Array.from(deviations, (sd, axis) => sd * normals[2 * i + axis]!),
  );
}

/** Inputs `[examples][2]` and targets. */
function dataOf(
  { deviations, correlation, coefficients, noise }: Pick<
    RegressionSettings,
    "deviations" | "correlation" | "coefficients" | "noise"
  >,
  { examples, seed }: { examples: number; seed: number },
): { inputs: number[][]; targets: number[] } {
  const drawn = (name: string) => normal(split(rootKey(seed), name), examples);
  const [a, b, rest] = [drawn("first"), drawn("second"), drawn("target")];
  const inputs = Array.from({ length: examples }, (_, i) => [
    deviations[0] * a[i]!,
    deviations[1] *
    (correlation * a[i]! + Math.sqrt(1 - correlation ** 2) * b[i]!),
  ]);
  return {
    inputs,
    targets: inputs.map((x, i) => dot(coefficients, x) + noise * rest[i]!),
  };
}

/** The unit eigenvector of the largest eigenvalue of a 2×2 matrix. */
function firstAxis(matrix: Float64Array): number[] {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    Matrix.from1DArray(2, 2, matrix),
    { assumeSymmetric: true },
  );
  const largest = realEigenvalues.indexOf(Math.max(...realEigenvalues));
  return eigenvectorMatrix.getColumn(largest);
}
