/**
 * The Cholesky factor of a matrix that may be singular.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { CHOLESKY, hasKernel } from "../core/kernels.ts";

/** Columns that are factorised together. */
const BLOCK = 32;

/** Added to each diagonal entry, in largest entries and for each row. */
const JITTER = 2 ** -25;
/** Rows that a small matrix is taken to have at least, for its jitter. */
const LEAST_ROWS = 256;

/**
 * The lower triangular L with L Lᵀ = A + λ I, A being symmetric and positive
 * semidefinite, `[n, n]`. λ = 2^-25 (n + 256) times the largest entry of A keeps
 * rounding from making a singular matrix an indefinite one: eight times what
 * matrices of random vectors were seen to need. The caller owns L.
 *
 * An engine without the kernel takes n steps of a few operations each.
 */
export function choleskyFactor(a: tf.Tensor2D): tf.Tensor2D {
  return tf.tidy(() => {
    const [n] = a.shape;
    // A matrix of zeros has a factor, too.
    const largest = tf.maximum(tf.max(a), 2 ** -100);
    const lambda = tf.mul(largest, JITTER * (n + LEAST_ROWS));
    const regular = tf.add(a, tf.mul(tf.eye(n), lambda)) as tf.Tensor2D;
    return hasKernel(CHOLESKY)
      ? tf.engine().runKernel<tf.Tensor2D>(CHOLESKY, { a: regular })
      : byColumns(regular);
  });
}

/**
 * Block after block of columns: what the blocks before have left of it, then
 * its columns one after the other.
 *
 * Source: Golub and Van Loan, "Matrix computations" (2013), section 4.2.
 */
function byColumns(a: tf.Tensor2D): tf.Tensor2D {
  const [n] = a.shape;
  const blocks: tf.Tensor2D[] = [];
  for (let from = 0; from < n; from += BLOCK) {
    const width = Math.min(BLOCK, n - from);
    blocks.push(tf.tidy(() => {
      const own = tf.slice(a, [from, from], [n - from, width]);
      const left = blocks.map((block, i) =>
        tf.slice(block, [from - i * BLOCK, 0])
      );
      const rest = left.length === 0
        ? own
        : tf.sub(own, productOf(left, width));
      return factorised(rest as tf.Tensor2D);
    }));
  }
  const columns = blocks.map((block, i) =>
    tf.pad(block, [[i * BLOCK, 0], [0, 0]])
  );
  return tf.linalg.bandPart(tf.concat(columns, 1), -1, 0);
}

/** Σ B Bᵀ for the first `width` rows of each block B on the right. */
function productOf(blocks: tf.Tensor2D[], width: number): tf.Tensor2D {
  const left = tf.concat(blocks, 1);
  return tf.matMul(left, tf.slice(left, 0, width), false, true);
}

/** The factor's columns below a diagonal block, with rubbish above it. */
function factorised(block: tf.Tensor2D): tf.Tensor2D {
  const [rows, width] = block.shape;
  const columns: tf.Tensor2D[] = [];
  let rest = block;
  for (let j = 0; j < width; j++) {
    const column = tf.slice(rest, [0, j], [rows, 1]);
    const scaled = tf.mul(column, tf.rsqrt(tf.slice(column, j, 1)));
    columns.push(scaled as tf.Tensor2D);
    const others = tf.transpose(tf.slice(scaled, 0, width));
    rest = tf.sub(rest, tf.mul(scaled, others));
  }
  return tf.concat(columns, 1);
}
