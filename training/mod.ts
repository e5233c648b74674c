/**
 * Training: minibatches, gradient estimates, steps, optimizers, schedules.
 *
 * @module
 */
export * from "./batch.ts";
export * from "./cross_entropy.ts";
export * from "./evaluate.ts";
export * from "./gradient_estimate.ts";
export * from "./hash_chain.ts";
export * from "./microbatch_sums.ts";
export * from "./microbatches.ts";
export * from "./minibatches.ts";
export * from "./optimizers/adam.ts";
export * from "./optimizers/gradient_descent.ts";
export * from "./optimizers/momentum.ts";
export * from "./optimizers/optimizer.ts";
export * from "./running_statistics.ts";
export * from "./schedules.ts";
export * from "./step.ts";
export * from "./sums.ts";
export * from "./train.ts";
export * from "./train_one_step.ts";
export * from "./value_and_gradient.ts";
export * from "./weighted_batches.ts";
