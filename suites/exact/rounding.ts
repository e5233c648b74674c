/**
 * How much rounding explains, as a fraction of what is compared.
 *
 * @module
 */

/** Sums of at most 10^4 numbers in double precision, 2^-53 each. */
export const DOUBLE = 1e-12;

/**
 * Gradients in single precision: sums of up to 1000 products that cancel in
 * part, 2^-24 each.
 */
export const SINGLE = 1e-5;
