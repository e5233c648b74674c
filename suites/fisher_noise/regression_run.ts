import { EigenvalueDecomposition, Matrix, solve } from "ml-matrix";
import { type Key, rootKey, split } from "../../core/key.ts";
import type { GradientMethod } from "../../core/method.ts";
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
  return async (given, { engine, seed }) => {
    const settings = given as RegressionSettings;
    const { examples, smallBatch, offset, draws } = settings;
    const data = dataOf(settings, seed);
    const hessian = secondMoment(data.inputs);
    const solution = solutionOf(data, hessian);
    const batches = { smallBatch, largeBatch: examples };
    const c = subject.noiseScale(batches);
    const fullNoise = subject.fullFisherNoise(batches);
    const keys = split(rootKey(seed), "noise");
    const weights = Array.from(
      { length: draws },
      (_, draw) => fullNoise.weights(examples, split(keys, draw)),
    );
    const at = async (theta: readonly number[]): Promise<NoiseAt> => {
      const { gradients, noiseOf } = gradientsAt(theta, data);
      const fisher = secondMoment(gradients);
      const covarianceBy = (method: GradientMethod) =>
        covarianceOfMethod(engine, { method, fisher });
      const isotropicBy = (deviation: number) =>
        covarianceBy(subject.isotropicNoise({ deviation }));
      const diagonal = await covarianceBy(subject.diagonalFisherNoise(batches));
      return {
        noiseOf,
        fisher,
        // (N-B) / (B (N-1)) Σ̂, which the subsets' identities establish.
        sgd: combination([
          (examples - smallBatch) / (smallBatch * (examples - 1)),
          covarianceOf(oneExample(gradients)),
        ]),
        full: secondMoment(weights.map((weights) => noiseOf(weights))),
        diagonal,
        isotropic: await isotropicBy(Math.sqrt(traceOf(diagonal) / 2)),
        paperIsotropic: await isotropicBy(settings.deviation),
      };
    };
    const there = await at(solution);
    const off = await at(solution.map((value, i) => value + offset[i]!));
    const clouds = cloudsOf(there, { settings, weights, seed });
    const series = Object.entries(clouds).flatMap(([name, points]) =>
      ["x", "y"].map((axis, i) => [
        `${name}_${axis}`,
        points.map((noise) => -noise[i]!),
      ])
    );
    return computed(
      inUnit("ratio", {
        ...ratiosOf(there, { c, hessian }),
        ...Object.fromEntries(
          Object.entries(ratiosOf(off, { c, hessian }))
            .map(([name, value]) => [`${name}_off`, value]),
        ),
      }),
      { ...Object.fromEntries(series), hessian: Array.from(hessian) },
    );
  };
}

/** Inputs `[examples][2]` and targets. */
interface Data {
  readonly inputs: readonly (readonly number[])[];
  readonly targets: readonly number[];
}

/** The gradient noise at a point; covariances are `[2 * 2]`. */
interface NoiseAt {
  /** The noise of an estimate with such weights. */
  readonly noiseOf: (weights: ArrayLike<number>) => Float64Array;
  readonly fisher: Float64Array;
  readonly sgd: Float64Array;
  readonly full: Float64Array;
  readonly diagonal: Float64Array;
  readonly isotropic: Float64Array;
  readonly paperIsotropic: Float64Array;
}

/** The least-squares solution. */
function solutionOf(
  { inputs, targets }: Data,
  hessian: Float64Array,
): number[] {
  return solve(
    Matrix.from1DArray(2, 2, hessian),
    Matrix.columnVector(Array.from(combination(
      ...inputs.map((x, i) => [targets[i]! / inputs.length, x] as const),
    ))),
  ).to1DArray();
}

/** Per-example gradients, and the noise of an estimate by its weights. */
function gradientsAt(
  theta: readonly number[],
  { inputs, targets }: Data,
): { gradients: Float64Array[]; noiseOf: NoiseAt["noiseOf"] } {
  const gradients = inputs.map((x, i) =>
    combination([dot(theta, x) - targets[i]!, x])
  );
  const gradient = meanOf(oneExample(gradients));
  return {
    gradients,
    noiseOf: (weights) =>
      combination(
        [-1, gradient],
        ...gradients.map((g, i) => [weights[i]!, g] as const),
      ),
  };
}

/** What a point's metrics are, by their names at the solution. */
function ratiosOf(
  { fisher, sgd, full, diagonal, isotropic, paperIsotropic }: NoiseAt,
  { c, hessian }: { c: number; hessian: Float64Array },
): Record<string, number> {
  return {
    full: relativeDistance(full, sgd),
    diagonal: relativeDistance(diagonal, sgd),
    isotropic: relativeDistance(isotropic, sgd),
    paper_isotropic: relativeDistance(paperIsotropic, sgd),
    cosine: Math.abs(dot(firstAxis(full), firstAxis(hessian))),
    expected_full: relativeDistance(combination([c * c, fisher]), sgd),
    trace_ratio: traceOf(diagonal) / (c * c * traceOf(fisher)),
  };
}

/** Some draws of each noise. */
function cloudsOf(
  { noiseOf, diagonal, isotropic }: NoiseAt,
  { settings: { examples, smallBatch }, weights, seed }: {
    settings: RegressionSettings;
    /** Of full-Fisher noise, drawn. */
    weights: readonly Float32Array[];
    seed: number;
  },
): Record<string, Float64Array[]> {
  const normals = (name: string, covariance: Float64Array) =>
    pointsOf(covariance, split(rootKey(seed), name));
  return {
    SGD: Array.from({ length: SHOWN }, (_, draw) => {
      const key = split(split(rootKey(seed), "subset"), draw);
      const chosen = subset(key, { size: smallBatch, of: examples });
      const weights = new Float64Array(examples);
      for (const i of chosen) weights[i] = 1 / smallBatch;
      return noiseOf(weights);
    }),
    full: weights.slice(0, SHOWN).map((weights) => noiseOf(weights)),
    diagonal: normals("diagonal", diagonal),
    isotropic: normals("isotropic", isotropic),
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

function dataOf(
  { examples, deviations, correlation, coefficients, noise }:
    RegressionSettings,
  seed: number,
): Data {
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
