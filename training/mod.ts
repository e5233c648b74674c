/**
 * Training: minibatches, gradient estimates, steps, optimizers, schedules.
 *
 * @module
 */
export * from "./augmentation/mod.ts";
export * from "./batch.ts";
export * from "./cross_entropy.ts";
export * from "./drawn_labels.ts";
export * from "./evaluate.ts";
export * from "./gradient_estimate.ts";
export type { AskedStatistic } from "./gradient_statistics.ts";
export * from "./hash_chain.ts";
export * from "./loss_trace.ts";
export type { Epochs } from "./measurements/epochs.ts";
export * from "./measurements/measurement_of.ts";
export * from "./microbatch_sums.ts";
export * from "./microbatches.ts";
export * from "./minibatches.ts";
export * from "./optimizers/adam.ts";
export * from "./optimizers/applies.ts";
export * from "./optimizers/classical_momentum.ts";
export * from "./optimizers/gradient_descent.ts";
export * from "./optimizers/lars.ts";
export * from "./optimizers/momentum.ts";
export * from "./optimizers/nesterov.ts";
export * from "./optimizers/optimizer.ts";
export * from "./optimizers/optimizer_of.ts";
export * from "./optimizers/weight_decay.ts";
export * from "./probes/mod.ts";
export * from "./running_statistics.ts";
export * from "./schedules/constant.ts";
export * from "./schedules/geometric_decay.ts";
export * from "./schedules/halve_at_loss.ts";
export * from "./schedules/inverse_time_decay.ts";
export * from "./schedules/milestones.ts";
export * from "./schedules/polynomial_decay.ts";
export * from "./schedules/schedule.ts";
export * from "./schedules/schedule_of.ts";
export * from "./schedules/warm_up.ts";
export * from "./step.ts";
export * from "./step_examples.ts";
export * from "./sums.ts";
export * from "./train.ts";
export * from "./train_one_step.ts";
export * from "./training_measurement.ts";
export * from "./training_options.ts";
export type { TrainingCounters, TrainingSnapshot } from "./training_state.ts";
export * from "./value_and_gradient.ts";
export * from "./weighted_batches.ts";
export * from "./worker_gradients.ts";
