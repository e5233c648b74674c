/**
 * What a training step of each noise method has to compute: products of
 * matrices and convolutions, factorisations, random numbers. What is done
 * element by element is not counted.
 *
 * @module
 */
import { multiplyAddsOf, type Product, sumOf } from "./products.ts";

/** Floating-point operations and random numbers of one step. */
export interface Arithmetic {
  /** Two for each multiply-add of products, and those of factorisations. */
  readonly flop: number;
  /** Numbers from a normal distribution. */
  readonly normals: number;
  /** Numbers from a uniform distribution. */
  readonly uniforms: number;
}

/** The sizes that decide it. */
export interface StepSizes {
  /** What the network is made of. */
  readonly products: readonly Product[];
  /** Scalars that are trained. */
  readonly parameters: number;
  /** Examples of the step. */
  readonly examples: number;
  /** Examples that gradient statistics are taken from. */
  readonly observed: number;
  /** Workers M of methods that move points. */
  readonly workers: number;
  /** Whether the network normalises batches. */
  readonly normalises: boolean;
}

/** No operations, no numbers. */
export const NOTHING: Arithmetic = { flop: 0, normals: 0, uniforms: 0 };

/**
 * Plain SGD: for each product one forward and two backward, but for the first
 * one, of whose inputs no gradient is taken.
 */
export function plain(
  { products, examples }: Pick<StepSizes, "products" | "examples">,
): Arithmetic {
  const all = 3 * multiplyAddsOf(products);
  return {
    ...NOTHING,
    flop: 2 * examples * (all - multiplyAddsOf(products.slice(0, 1))),
  };
}

/** A product of squares for each of the network's (Goodfellow 2015). */
export function squaredGradients(
  { products, observed }: StepSizes,
): Arithmetic {
  return { ...NOTHING, flop: 2 * observed * multiplyAddsOf(products) };
}

/**
 * K-FAC noise of layers with n inputs (and a 1 for the bias) and k outputs: the
 * factors A and S, their Cholesky factors, n³/3 operations each, and the two
 * products with them. Factors are computed as wholes, though symmetric.
 */
export function kroneckerNoise(
  { products, observed }: StepSizes,
): Arithmetic {
  const flop = sumOf(products, ({ inputs, outputs: k, places, bias }) => {
    const n = inputs + (bias ? 1 : 0);
    const factors = 2 * observed * places * (n ** 2 + k ** 2);
    const factorisations = (n ** 3 + k ** 3) / 3;
    const noise = 2 * (n ** 2 * k + n * k ** 2);
    return factors + factorisations + noise;
  });
  return { ...NOTHING, flop };
}

/** A normal number for each of `count` scalars. */
export function normals(count: number): Arithmetic {
  return { ...NOTHING, normals: count };
}

/** A uniform number for each of `count` scalars. */
export function uniforms(count: number): Arithmetic {
  return { ...NOTHING, uniforms: count };
}

/** All of it together. */
export function total(...parts: readonly Arithmetic[]): Arithmetic {
  return parts.reduce((a, b) => ({
    flop: a.flop + b.flop,
    normals: a.normals + b.normals,
    uniforms: a.uniforms + b.uniforms,
  }), NOTHING);
}
