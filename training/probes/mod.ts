/**
 * Measurements on gradients and losses: what the papers explain training with.
 *
 * @module
 */
export * from "./calibration_temperature.ts";
export * from "./cosine_similarity.ts";
export * from "./covariance_spectrum.ts";
export * from "./fisher_norms.ts";
export * from "./folded_norms.ts";
export * from "./gradient_covariance.ts";
export * from "./gram_matrix.ts";
export * from "./hessian_eigenvalue.ts";
export * from "./lanczos.ts";
export * from "./plain_gradient.ts";
export * from "./smoothness.ts";
export * from "./temperature.ts";
