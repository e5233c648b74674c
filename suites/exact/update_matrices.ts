import * as tf from "@tensorflow/tfjs-core";
import { Matrix, solve } from "ml-matrix";
import type { Optimizer } from "../../training/optimizers/optimizer.ts";

/**
 * One update of a parameter θ on the loss ½ λ θ² with the gradient estimate
 * λ θ + n, as a linear map of what it starts from.
 */
export interface UpdateMatrix {
  /** θ and, of an optimizer with a velocity v, v: one row a result. */
  readonly transition: readonly (readonly number[])[];
  /** What a unit of the noise n adds to θ and v. */
  readonly noise: readonly number[];
}

const NAME = "x";

/**
 * The {@linkcode UpdateMatrix} for each curvature λ, by updating unit vectors.
 *
 * @throws {RangeError} if the optimizer keeps more than a velocity.
 */
export async function updateMatrices(
  optimizer: Optimizer,
  { curvatures, learningRate }: {
    curvatures: readonly number[];
    learningRate: number;
  },
): Promise<UpdateMatrix[]> {
  const count = curvatures.length;
  const velocities =
    tf.tidy(() => Object.keys(optimizer.init({ [NAME]: tf.zeros([count]) })))
      .length;
  if (velocities > 1) {
    throw new RangeError(
      `Cannot find the matrix of ${optimizer.name}: it must keep a velocity at most, current number of tensors ${velocities}`,
    );
  }
  /** θ and v after an update from the same numbers for every curvature. */
  const updated = async (
    { theta, velocity, noise }: {
      theta: number;
      velocity: number;
      noise: number;
    },
  ) => {
    const after = tf.tidy(() => {
      const x = tf.fill([count], theta);
      const { parameters, state } = optimizer.update({
        parameters: { [NAME]: x },
        gradient: { [NAME]: tf.add(tf.mul(x, [...curvatures]), noise) },
        state: velocities === 0 ? {} : { [NAME]: tf.fill([count], velocity) },
        learningRate: tf.scalar(learningRate),
      });
      return [...Object.values(parameters), ...Object.values(state)];
    });
    const values = await Promise.all(after.map((tensor) => tensor.data()));
    tf.dispose(after);
    return values;
  };
  const still = { theta: 0, velocity: 0, noise: 0 };
  const columns = [await updated({ ...still, theta: 1 })];
  if (velocities === 1) {
    columns.push(await updated({ ...still, velocity: 1 }));
  }
  const noise = await updated({ ...still, noise: 1 });
  return curvatures.map((_, i) => ({
    transition: noise.map((_, row) =>
      columns.map((column) => column[row]![i]!)
    ),
    noise: noise.map((values) => values[i]!),
  }));
}

/** The largest |eigenvalue| of the transition: below 1 updates converge. */
export function spectralRadius({ transition }: UpdateMatrix): number {
  const [[a, b = 0] = [], [c = 0, d = 0] = []] = transition;
  if (transition.length === 1) return Math.abs(a!);
  const [trace, determinant] = [a! + d, a! * d - b * c];
  const discriminant = trace ** 2 / 4 - determinant;
  return discriminant < 0
    ? Math.sqrt(determinant)
    : Math.abs(trace / 2) + Math.sqrt(discriminant);
}

/**
 * The variance of θ in the long run, if each update has new noise n of this
 * variance: of s = P s + q n the solution of S = P S Pᵀ + q qᵀ Var n.
 */
export function stationaryVariance(
  { transition, noise }: UpdateMatrix,
  { variance }: { variance: number },
): number {
  const [[a, b = 0] = [], [c = 0, d = 0] = []] = transition;
  const [p, q = 0] = noise;
  // The unknowns are Var θ, Cov(θ, v) and Var v.
  const system = new Matrix([
    [1 - a! * a!, -2 * a! * b, -b * b],
    [-a! * c, 1 - a! * d - b * c, -b * d],
    [-c * c, -2 * c * d, 1 - d * d],
  ]);
  const driven = Matrix.columnVector([p! * p!, p! * q, q * q]).mul(variance);
  return solve(system, driven).get(0, 0);
}
