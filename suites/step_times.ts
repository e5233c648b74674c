/**
 * The settings of a run that times the training steps of two methods,
 * complete and in JSON.
 *
 * @module
 */
import type { StepMethodSettings } from "../methods/method_of.ts";
import type { NetworkSettings } from "../models/model_of.ts";
import type { OptimizerSettings } from "../training/optimizers/optimizer_of.ts";
import type { RunSettings } from "./suite.ts";

/** A training step that is timed. */
export type TimedStep = {
  readonly method: StepMethodSettings;
  /** Examples in one minibatch, B; a method may draw several. */
  readonly batchSize: number;
  /** Most examples in one backward pass. */
  readonly microbatch: number;
};

/** Steps of a method and of what it is compared with, timed by turns. */
export type StepTimesSettings = RunSettings & {
  readonly kind: "step times";
  /** None: no time depends on what the images show. */
  readonly datasets: readonly [];
  /** Height, width and channels of an image. */
  readonly imageShape: readonly [number, number, number];
  readonly classes: number;
  readonly model: NetworkSettings;
  readonly optimizer: OptimizerSettings;
  readonly learningRate: number;
  readonly timed: TimedStep;
  /** What it is compared with. */
  readonly baseline: TimedStep;
  /** Steps of one turn. */
  readonly turn: {
    /** First ones, which find cold caches. */
    readonly untimed: number;
    readonly timed: number;
  };
  /** Each of both has so many turns. */
  readonly rounds: number;
};
