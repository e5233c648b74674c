/**
 * Gradnoise: noise in SGD, and whether what the papers say about it is true.
 *
 * What a training loop of your own needs: noise methods, keys, a training step
 * on an engine, optimizers, models and data sets.
 *
 * ```ts
 * import { covarianceFactor, noiseEnhancement, rootKey } from "./mod.ts";
 *
 * const method = noiseEnhancement({ alpha: 3 });
 * const weights = method.weights(64, rootKey(0)); // B_t, then B'_t
 * console.assert(weights.length === 128);
 * console.assert(covarianceFactor(3) === 13);
 * ```
 *
 * @module
 */
export type { Digest } from "./core/checksum.ts";
export * from "./core/dataset.ts";
export * from "./core/engine_random.ts";
export * from "./core/key.ts";
export * from "./core/method.ts";
export type { MethodParts } from "./core/method_parts.ts";
export * from "./core/model.ts";
export type { Words2, Words4 } from "./core/philox.ts";
export * from "./core/random.ts";
export type { HostTensor, HostValues } from "./core/tensor_file.ts";
export * from "./core/tensors.ts";
export * from "./core/usage_error.ts";
export * from "./datasets/mod.ts";
export * from "./datasets/source.ts";
export type { SyntheticOptions } from "./datasets/synthetic.ts";
export * from "./engines/mod.ts";
export * from "./methods/mod.ts";
export * from "./models/mod.ts";
export * from "./training/mod.ts";
