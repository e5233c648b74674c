/**
 * The Cholesky factor of a matrix that may be singular.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { CHOLESKY, hasKernel, TRIANGULAR_SOLVE } from "../core/kernels.ts";

/** Columns that are factorised together. */
const BLOCK = 32;

/** Most rows that a kernel factorises: it has one core, products have all. */
const WHOLE = 1024;
/** Most rows of a triangle that is inverted. */
const INVERTED = 256;
/** What a matrix is cut into has a multiple of so many rows. */
const CUT = 128;

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
    return hasKernel(CHOLESKY) ? byHalves(regular) : byColumns(regular);
  });
}

/**
 * By the engine's kernel, a large matrix half by half: its blocks A₁₁, A₂₁ and
 * A₂₂ become L₁₁, L₂₁ = A₂₁ L₁₁⁻ᵀ and the factor of A₂₂ - L₂₁ L₂₁ᵀ.
 */
function byHalves(a: tf.Tensor2D): tf.Tensor2D {
  const [n] = a.shape;
  if (n <= WHOLE) {
    return tf.engine().runKernel<tf.Tensor2D>(CHOLESKY, { a });
  }
  const [high, low] = halves(n);
  const upper = byHalves(tf.slice(a, [0, 0], [high, high]));
  const left = quotient(tf.slice(a, [high, 0], [low, high]), upper);
  const rest = tf.sub<tf.Tensor2D>(
    tf.slice(a, [high, high], [low, low]),
    tf.matMul(left, left, false, true),
  );
  return tf.concat([
    tf.pad(upper, [[0, 0], [0, low]]),
    tf.concat([left, byHalves(rest)], 1),
  ]);
}

/** B L⁻ᵀ, L being lower triangular: half by half, then by small inverses. */
function quotient(b: tf.Tensor2D, l: tf.Tensor2D): tf.Tensor2D {
  const [[rows], [n]] = [b.shape, l.shape];
  if (n <= INVERTED) {
    const inverse = tf.engine()
      .runKernel<tf.Tensor2D>(TRIANGULAR_SOLVE, { l, b: tf.eye(n) });
    return tf.matMul(b, inverse, false, true);
  }
  const [high, low] = halves(n);
  const first = quotient(
    tf.slice(b, [0, 0], [rows, high]),
    tf.slice(l, [0, 0], [high, high]),
  );
  const across = tf.slice(l, [high, 0], [low, high]);
  const rest = tf.sub<tf.Tensor2D>(
    tf.slice(b, [0, high], [rows, low]),
    tf.matMul(first, across, false, true),
  );
  const second = quotient(rest, tf.slice(l, [high, high], [low, low]));
  return tf.concat([first, second], 1);
}

/** Rows of the two halves of n. */
function halves(n: number): [number, number] {
  const high = CUT * Math.ceil(n / (2 * CUT));
  return [high, n - high];
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
