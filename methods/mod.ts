/**
 * Every noise method.
 *
 * @module
 */
export * from "./compose.ts";
export * from "./data_parallel_sgd.ts";
export * from "./diagonal_fisher_noise.ts";
export type { FisherEstimateOptions } from "./fisher_estimate.ts";
export type { FisherNoiseOptions } from "./fisher_noise.ts";
export * from "./fisher_trace_noise.ts";
export * from "./full_fisher_noise.ts";
export * from "./gnc.ts";
export * from "./isotropic_noise.ts";
export * from "./kfac_noise.ts";
export * from "./method_of.ts";
export * from "./multiplicative_noise.ts";
export * from "./noise_enhancement.ts";
export { noiseScale, type NoiseScaleOptions } from "./noise_scale.ts";
export * from "./rnc.ts";
export * from "./sgd.ts";
export * from "./standard_normals.ts";
export * from "./switch_at.ts";
export * from "./true_fisher_noise.ts";
