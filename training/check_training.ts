import * as tf from "@tensorflow/tfjs-core";
import type { Dataset } from "../core/dataset.ts";
import { methodAt, partsOf } from "../core/method_parts.ts";
import { refuseUnknown } from "../core/refuse_unknown.ts";
import type { NamedTensors } from "../core/tensors.ts";
import { checkExamples } from "./check_examples.ts";
import { stepsPerEpoch } from "./minibatches.ts";
import type { TrainingOptions } from "./training_options.ts";

/** What is checked before a training. */
type Training = TrainingOptions & { dataset: Dataset };

/**
 * Checks what would else be found in the midst of a training, or not at all.
 *
 * @throws {RangeError} as `train`, but for a snapshot and ghost batches.
 */
export function checkTraining(training: Training): void {
  const { maxEpochs, stopBelow, statisticsRule } = training;
  checkData(training);
  if (!Number.isSafeInteger(maxEpochs) || maxEpochs < 0) {
    throw new RangeError(
      `Cannot train: most epochs must be an integer from 0 on, current value ${maxEpochs}`,
    );
  }
  if (Number.isNaN(stopBelow)) {
    throw new RangeError("Cannot train: the loss to stop below is NaN");
  }
  if (
    statisticsRule !== undefined && statisticsRule.rule !== "moving average" &&
    statisticsRule.rule !== "pass average"
  ) refuseUnknown("a rule of statistics", statisticsRule);
  checkShares(training);
}

function checkData({ dataset, model: { name, classes } }: Training): void {
  if (dataset.classes > classes) {
    throw new RangeError(
      `Cannot train ${name} on ${dataset.name}: it tells ${classes} classes apart, and there are ${dataset.classes}`,
    );
  }
  if (!(dataset.test.count >= 1)) {
    throw new RangeError(
      `Cannot train on ${dataset.name}: there are no examples to test on`,
    );
  }
  for (const examples of [dataset.train, dataset.test]) {
    checkExamples(examples, { imageShape: dataset.imageShape, classes });
  }
}

/** Examples of a shorter minibatch at an epoch's end; 0 without one. */
function shorterMinibatch(
  { dataset, batchSize, remainder, drawing }: Training,
): number {
  return drawing === undefined && remainder !== "next epoch"
    ? dataset.train.count % batchSize
    : 0;
}

/** The number of workers in the first and in the last epoch. */
function workersOf({ method, maxEpochs }: Training): number[] {
  return [0, Math.max(0, maxEpochs - 1)].map((epoch) =>
    partsOf(methodAt(epoch, method)).point?.workers ?? 1
  );
}

/** Checks that the workers of the first and last epoch have equal shares. */
function checkShares(training: Training): void {
  const { batchSize } = training;
  stepsPerEpoch({ ...training, examples: training.dataset.train.count });
  const last = shorterMinibatch(training);
  for (const workers of workersOf(training)) {
    if (batchSize % workers !== 0) {
      throw new RangeError(
        `Cannot split minibatches among ${workers} workers equally: they have ${batchSize} examples`,
      );
    }
    if (last % workers !== 0) {
      throw new RangeError(
        `Cannot split the last minibatch of an epoch among ${workers} workers equally: it has ${last} examples, and with remainder "next epoch" there is none shorter`,
      );
    }
  }
}

/**
 * Checks that the network normalises a single example, if one is the last ghost
 * batch of an update or of the pass that ends an epoch. An image may do, a
 * dense layer's output does not.
 *
 * @throws {RangeError} if it does not.
 */
export function checkGhostBatches(
  parameters: NamedTensors,
  training: Training,
): void {
  const { dataset, model, batchSize, statisticsRule } = training;
  const { ghostBatchSize, inputShape, name } = model;
  if (ghostBatchSize === undefined || training.maxEpochs === 0) return;
  const last = shorterMinibatch(training);
  const sizes = workersOf(training)
    .flatMap((workers) => [batchSize / workers, last / workers]);
  if (statisticsRule?.rule !== "moving average") {
    sizes.push(dataset.train.count);
  }
  const examples = sizes.find((examples) =>
    examples > 0 && (examples - 1) % ghostBatchSize === 0
  );
  if (examples === undefined) return;
  try {
    tf.tidy(() => {
      model.apply(parameters, { x: tf.zeros([1, ...inputShape]) });
    });
  } catch (cause) {
    throw new RangeError(
      `Cannot train ${name} on examples ${examples} at a time: their last ghost batch is a single one, which it cannot normalise`,
      { cause },
    );
  }
}
