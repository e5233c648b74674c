/**
 * Every noise method.
 *
 * @module
 */
export * from "./noise_enhancement.ts";
export * from "./sgd.ts";
