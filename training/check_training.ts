import type { Dataset } from "../core/dataset.ts";
import { methodAt, partsOf } from "../core/method_parts.ts";
import { refuseUnknown } from "../core/refuse_unknown.ts";
import { checkExamples } from "./check_examples.ts";
import { stepsPerEpoch } from "./minibatches.ts";
import type { TrainingOptions } from "./training_options.ts";

/** What is checked before a training. */
type Training = TrainingOptions & { dataset: Dataset };

/**
 * Checks what would else be found in the midst of a training, or not at all.
 *
 * @throws {RangeError} as `train`, but for a snapshot.
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

/** Checks that the workers of the first and last epoch have equal shares. */
function checkShares({ dataset, method, maxEpochs, ...options }: Training) {
  const { count: examples } = dataset.train;
  stepsPerEpoch({ ...options, examples });
  const { batchSize, remainder, drawing } = options;
  const last = drawing === undefined && remainder !== "next epoch"
    ? examples % batchSize
    : 0;
  for (const epoch of [0, Math.max(0, maxEpochs - 1)]) {
    const { workers = 1 } = partsOf(methodAt(epoch, method)).point ?? {};
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
