import * as tf from "@tensorflow/tfjs-core";
import type { Dataset } from "../core/dataset.ts";
import { rootKey, split } from "../core/key.ts";
import type { Method } from "../core/method.ts";
import { methodAt } from "../core/method_parts.ts";
import type { Model } from "../core/model.ts";
import { disposeTensors, type NamedTensors } from "../core/tensors.ts";
import type { Engine } from "../engines/engine.ts";
import { evaluator } from "./evaluate.ts";
import { isLinkStep, type Link, nextLink } from "./hash_chain.ts";
import type { Augmentation, PixelBatch } from "./augmentation/augmentation.ts";
import type { PixelTables } from "./augmentation/pixel_tables.ts";
import {
  minibatchesOfEpoch,
  type Remainder,
  stepsPerEpoch,
} from "./minibatches.ts";
import type { Optimizer } from "./optimizers/optimizer.ts";
import {
  meanStatistics,
  movingAverage,
  type StatisticsRule,
} from "./running_statistics.ts";
import type { Schedule } from "./schedules/schedule.ts";
import { trainingStep } from "./step.ts";
import { trainOneStep } from "./train_one_step.ts";

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
  /** What each pixel becomes; itself divided by 255 by default. */
  tables?: PixelTables | undefined;
  /** Changes the images that are trained on, anew in each epoch. */
  augmentation?: Augmentation | undefined;
  /**
   * Most examples in one pass; larger steps are accumulated, and evaluations
   * made in chunks.
   */
  microbatch?: number;
  /** What evaluation normalises with, for a model that normalises. */
  statisticsRule?: StatisticsRule;
  /** Training stops after the first epoch with a lower training loss (nats). */
  stopBelow: number;
  /** Training stops after this many epochs in any case. */
  maxEpochs: number;
  /** Seed of the run; initialisation, order and noise are split from it. */
  seed: number;
  /** Called after every update, with the per-example gradients evaluated. */
  onStep?: (step: number, gradientEvaluations: number) => void;
  /** Called after every epoch. */
  onEpoch?: (epoch: Epoch) => void;
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
  /** Weighted loss Σ w_i ℓ_i of each of its updates, in nats. */
  stepLosses: Float32Array;
}

/** What a training ended with. */
export interface TrainingResult {
  /** "not converged": the most epochs were made. */
  status: "converged" | "not converged" | "diverged";
  /** Updates made. */
  steps: number;
  /** At divergence: the first update with a non-finite loss. */
  divergedAt?: number;
  /** Full passes over the training set. */
  epochs: number;
  /** Per-example gradients evaluated. */
  gradientEvaluations: number;
  /** At the end, in nats; NaN if diverged. */
  trainingLoss: number;
  /** On the whole test set at the end, in percent; chance if diverged. */
  testAccuracy: number;
  /** In nats; NaN if diverged. */
  testLoss: number;
  /** Training loss at the end of each epoch, in nats. */
  epochLosses: number[];
  /** Weighted loss of the first updates, in nats. */
  firstLosses: number[];
  /** The parameters' bits along the way. */
  links: Link[];
}

const RECORDED_FIRST_LOSSES = 10;

/**
 * Trains on `dataset.train`, stopping by training loss; tests at the end.
 *
 * The training loss at the end of an epoch is taken with the statistics of
 * {@linkcode StatisticsRule}, or on the pass that collects them.
 */
export async function train(
  engine: Engine,
  { dataset, ...options }: TrainingOptions & { dataset: Dataset },
): Promise<TrainingResult> {
  const { model, schedule, maxEpochs, stopBelow, seed, microbatch = 1000 } =
    options;
  const rule = options.statisticsRule ?? { rule: "pass average" };
  const root = rootKey(seed);
  let method = methodAt(0, options.method);
  let step = trainingStep(engine, { ...options, method });
  const evaluate = evaluator(engine, {
    ...{ model, tables: options.tables },
    imageShape: dataset.imageShape,
    chunk: microbatch,
  });
  const averaged = engine.compile((
    running: NamedTensors,
    { sums, examples }: { sums: NamedTensors; examples: tf.Scalar },
  ) =>
    movingAverage(running, {
      ...rule,
      statistics: meanStatistics(sums, examples),
    })
  );
  const links: Link[] = [];
  const link = async (at: number) =>
    links.push(
      await nextLink(parameters, { step: at, previous: links.at(-1) }),
    );

  const updatesPerEpoch = stepsPerEpoch({
    examples: dataset.train.count,
    ...options,
  });
  let parameters = model.init(split(root, "init"));
  let state = options.optimizer.init(parameters);
  let methodState: NamedTensors = {};
  let statistics = model.initStatistics();
  let steps = 0;
  let gradientEvaluations = 0;
  let lowestTrainingLoss = Infinity;
  let learningRate = NaN;
  let status: TrainingResult["status"] = "not converged";
  let divergedAt: number | undefined;
  const epochLosses: number[] = [];
  const firstLosses: number[] = [];
  await link(0);

  while (epochLosses.length < maxEpochs && status === "not converged") {
    const losses: tf.Scalar[] = [];
    const firstStep = steps + 1;
    const next = methodAt(epochLosses.length, options.method);
    if (next !== method) {
      method = next;
      step = trainingStep(engine, { ...options, method });
      disposeTensors(methodState);
      methodState = {};
    }
    const augmentKey = split(split(root, "augment"), epochLosses.length);
    const augment = options.augmentation &&
      ((batch: PixelBatch) => options.augmentation!(augmentKey, batch));
    const minibatches = minibatchesOfEpoch(split(root, "shuffle"), {
      ...options,
      method: step.parts.weights,
      examples: dataset.train.count,
      epoch: epochLosses.length,
    });
    for (const indices of minibatches) {
      learningRate = schedule.learningRate({
        step: steps,
        epoch: steps / updatesPerEpoch,
        lowestTrainingLoss,
      });
      const { loss, statistics: sums, ...updated } = trainOneStep(parameters, {
        ...{ step, dataset, indices, learningRate, microbatch },
        ...{ state, methodState, augment, tables: options.tables },
        key: split(split(root, "noise"), steps),
      });
      for (const old of [parameters, state, methodState]) disposeTensors(old);
      ({ parameters, state, methodState } = updated);
      if (rule.rule === "moving average") {
        const examples = tf.scalar(indices.length);
        const next = averaged(statistics, { sums, examples });
        disposeTensors(statistics);
        examples.dispose();
        statistics = next;
      }
      disposeTensors(sums);
      losses.push(loss);
      steps++;
      gradientEvaluations += indices.length;
      if (isLinkStep(steps)) await link(steps);
      options.onStep?.(steps, gradientEvaluations);
    }
    const stepLosses = await readScalars(losses);
    firstLosses.push(
      ...stepLosses.subarray(0, RECORDED_FIRST_LOSSES - firstLosses.length),
    );
    const pass = await evaluate(parameters, {
      examples: dataset.train,
      ...(rule.rule === "moving average" ? { statistics } : {}),
    });
    if (rule.rule === "pass average") {
      disposeTensors(statistics);
      statistics = pass.statistics;
    }
    const trainingLoss = pass.loss;
    epochLosses.push(trainingLoss);
    lowestTrainingLoss = Math.min(lowestTrainingLoss, trainingLoss);
    const nonFinite = [...stepLosses, trainingLoss].findIndex((loss) =>
      !Number.isFinite(loss)
    );
    if (nonFinite >= 0) {
      status = "diverged";
      divergedAt = Math.min(firstStep + nonFinite, steps);
    } else if (trainingLoss < stopBelow) {
      status = "converged";
    }
    options.onEpoch?.({
      epoch: epochLosses.length,
      step: steps,
      learningRate,
      trainingLoss,
      trainingAccuracy: pass.accuracy,
      stepLosses,
    });
  }
  const test = await evaluate(parameters, {
    examples: dataset.test,
    statistics,
  });
  if (links.at(-1)?.step !== steps) await link(steps);
  for (const old of [parameters, state, methodState, statistics]) {
    disposeTensors(old);
  }
  return {
    status,
    steps,
    ...(divergedAt === undefined ? {} : { divergedAt }),
    epochs: epochLosses.length,
    gradientEvaluations,
    ...(status === "diverged"
      ? {
        trainingLoss: NaN,
        testLoss: NaN,
        testAccuracy: 100 / dataset.classes,
      }
      : {
        trainingLoss: epochLosses.at(-1) ?? NaN,
        testLoss: test.loss,
        testAccuracy: test.accuracy,
      }),
    epochLosses,
    firstLosses,
    links,
  };
}

async function readScalars(scalars: tf.Scalar[]): Promise<Float32Array> {
  const stacked = tf.stack(scalars);
  const values = await stacked.data<"float32">();
  tf.dispose([stacked, scalars]);
  return values;
}
