/**
 * Kernels beyond tfjs's own, which an engine may have because its library does
 * in one pass what tfjs composes of several.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";

/**
 * dx = dy where x > 0, else 0.
 *
 * Inputs `dy` and `x` of one shape; one output.
 */
export const RELU_GRADIENT = "ReluGrad";

/**
 * Batch normalisation of groups of values in training: y = γ x̂ + β,
 * x̂ = (x - μ) / sqrt(σ² + ε), μ and σ² (biased) over the values of a group and
 * channel.
 *
 * Inputs `x` `[groups, values, channels]`, `gamma` and `beta` `[channels]`;
 * attribute `epsilon`; outputs y as `x`, μ and σ² `[groups, channels]`.
 */
export const BATCH_NORM = "GroupedBatchNorm";

/**
 * The gradients of `x`, `gamma` and `beta` of {@linkcode BATCH_NORM}.
 *
 * Inputs `dy`, `x`, `gamma`, and the outputs `mean` and `variance`; attribute
 * `epsilon`.
 */
export const BATCH_NORM_GRADIENT = "GroupedBatchNormGrad";

/**
 * The lower triangular L with L Lᵀ = A, A being symmetric and positive
 * definite.
 *
 * Input `a` `[n, n]`; one output of its shape.
 */
export const CHOLESKY = "Cholesky";

/**
 * X with L X = B, L being lower triangular.
 *
 * Inputs `l` `[n, n]` and `b` `[n, k]`; one output as `b`.
 */
export const TRIANGULAR_SOLVE = "TriangularSolve";

/** A backend that has reasons not to use a kernel that it has. */
export interface ChoosyBackend extends tf.KernelBackend {
  /** Whether the kernel is better composed at present. */
  declines(kernel: string): boolean;
}

/** Whether the present engine has a kernel, and does not decline it. */
export function hasKernel(name: string): boolean {
  const backend: tf.KernelBackend & Partial<ChoosyBackend> = tf.backend();
  const isThere =
    (tf.getKernel(name, tf.getBackend()) as unknown) !== undefined;
  return isThere && backend.declines?.(name) !== true;
}
