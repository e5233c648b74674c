import type { Method } from "../core/method.ts";
import type { Model } from "../core/model.ts";
import type { NamedTensors } from "../core/tensors.ts";
import type { Augmentation } from "./augmentation/augmentation.ts";
import type { PixelTables } from "./augmentation/pixel_tables.ts";
import type { FreshSubsets, Remainder } from "./minibatches.ts";
import type { Optimizer } from "./optimizers/optimizer.ts";
import type { StatisticsRule } from "./running_statistics.ts";
import type { Schedule } from "./schedules/schedule.ts";
import type { Measured, TrainingMeasurement } from "./training_measurement.ts";
import type { TrainingSnapshot } from "./training_state.ts";

/** Everything that decides a training, but for the engine and the data. */
export interface TrainingOptions {
  /** The network. */
  model: Model;
  /** The noise method. */
  method: Method;
  /** What makes an update of a gradient estimate. */
  optimizer: Optimizer;
  /** The learning rate along the way. */
  schedule: Schedule;
  /** Examples in one minibatch, B. */
  batchSize: number;
  /** What becomes of examples that fill no minibatch at an epoch's end. */
  remainder?: Remainder | undefined;
  /** How minibatches are drawn; by default each example once an epoch. */
  drawing?: FreshSubsets | undefined;
  /** What each pixel becomes; itself divided by 255 by default. */
  tables?: PixelTables | undefined;
  /**
   * Changes the images that are trained on, anew in each pass over them, or
   * with fresh subsets in each update.
   */
  augmentation?: Augmentation | undefined;
  /**
   * Most examples in one pass; larger steps are accumulated, and evaluations
   * made in chunks. It changes results by rounding only, but for a network with
   * dropout, whose masks are drawn for each pass.
   */
  microbatch?: number;
  /** What evaluation normalises with, for a model that normalises. */
  statisticsRule?: StatisticsRule;
  /** Training stops after the first epoch with a lower training loss (nats). */
  stopBelow: number;
  /** Training stops after this many epochs in any case. */
  maxEpochs: number;
  /** Whether each update's loss (nats) is measured, as "step_loss". */
  stepLosses?: boolean | undefined;
  /** What the optimizer adds to the loss, in nats; read at the end. */
  penalty?: ((parameters: NamedTensors) => Promise<number>) | undefined;
  /** What is measured along the way, in this order. */
  measurements?: readonly TrainingMeasurement<Measured>[] | undefined;
  /** Seed of the run; initialisation, order and noise are split from it. */
  seed: number;
  /** Called after every update, with the per-example gradients evaluated. */
  onStep?: (step: number, gradientEvaluations: number) => void;
  /** Called after every epoch. */
  onEpoch?: (epoch: Epoch) => void;
  /**
   * Called after every update and every pass of an evaluation, where the
   * training can be stopped: what it throws ends it.
   */
  onPause?: (pause: Pause) => void | Promise<void>;
  /**
   * Where a training with the same options, seed, data and engine was stopped:
   * this one goes on from there, and ends with the same bits.
   */
  resume?: TrainingSnapshot | undefined;
}

/** A moment between two updates. */
export interface Pause {
  /** The state at this moment, to go on from. */
  snapshot(): Promise<TrainingSnapshot>;
}

/** What is recorded at the end of an epoch. */
export interface Epoch {
  /** Epochs finished so far. */
  epoch: number;
  /** Updates made so far. */
  step: number;
  /** Learning rate of its last update. */
  learningRate: number;
  /** Mean cross-entropy over the whole training set, in nats. */
  trainingLoss: number;
  /** On the whole training set, in percent. */
  trainingAccuracy: number;
  /**
   * Weighted loss Σ w_i ℓ_i of each of its updates, in nats; where the method
   * draws labels, with Σ v_i ℓ_i of these.
   */
  stepLosses: Float32Array;
}
