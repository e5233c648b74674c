import { loadDataset } from "../datasets/mod.ts";
import { stepMethodOf } from "../methods/method_of.ts";
import { modelOf } from "../models/model_of.ts";
import { augmentationOf } from "../training/augmentation/augmentation_of.ts";
import { channelStatistics } from "../training/augmentation/channel_statistics.ts";
import { standardisingTables } from "../training/augmentation/pixel_tables.ts";
import { l2Penalty } from "../training/l2_penalty.ts";
import { dueAfter } from "../training/measurements/epochs.ts";
import { measurementOf } from "../training/measurements/measurement_of.ts";
import { otherUpdateSmoothness } from "../training/measurements/update_smoothness.ts";
import { stepsOfEpochs } from "../training/minibatches.ts";
import {
  GROUPS,
  optimizerOf,
  type OptimizerSettings,
} from "../training/optimizers/optimizer_of.ts";
import { scheduleOf } from "../training/schedules/schedule_of.ts";
import { train, type TrainingResult } from "../training/train.ts";
import type { TrainingOptions } from "../training/training_options.ts";
import type { ClassificationSettings } from "./classification.ts";
import type {
  Measured,
  TrainingMeasurement,
} from "../training/training_measurement.ts";
import type { Executor, RunContext } from "./executor.ts";
import { splitExamples } from "./split_examples.ts";
import type { RunOutcome, RunProgress } from "./suite.ts";
import { trainingMethod } from "./training_method.ts";

/** Trains a classifier as its settings say. */
export const runClassification: Executor = (settings, context) =>
  trainClassifier(settings as ClassificationSettings, context);

/**
 * Trains a classifier as its settings say.
 *
 * @param options.measuring What is measured besides, behind what the settings
 * name.
 */
export async function trainClassifier(
  settings: ClassificationSettings,
  context: RunContext,
  { measuring = [] }: {
    measuring?: readonly TrainingMeasurement<Measured>[];
  } = {},
): Promise<RunOutcome> {
  const { engine, seed, dataDir, onProgress } = context;
  const {
    datasets: [name],
    trainExamples,
    heldOut = 0,
    standardise,
    augmentation,
    model,
    method,
    optimizer,
    schedule,
    ...rest
  } = settings;
  const whole = await loadDataset(name, { dataDir });
  const dataset = {
    ...whole,
    ...splitExamples(whole, { trainExamples, heldOut }),
  };
  const { train: examples, imageShape } = dataset;
  const ofSteps = stepsOfEpochs(rest.maxEpochs, {
    ...{ ...rest, examples: trainExamples },
  });
  let sofar: RunProgress = { step: 0, ofSteps };
  const report = (news: Partial<RunProgress>) =>
    onProgress(sofar = { ...sofar, ...news });
  const result = await train(engine, {
    ...rest,
    penalty: penaltyOf(optimizer),
    dataset,
    tables: standardise &&
      standardisingTables(channelStatistics(examples, imageShape)),
    augmentation: augmentation && augmentationOf(augmentation),
    model: modelOf(model, dataset),
    method: trainingMethod(method, context),
    optimizer: optimizerOf(optimizer),
    schedule: scheduleOf(schedule),
    measurements: [...measurementsOf(settings), ...measuring],
    seed,
    ...await context.keep?.(),
    onStep: (step, examples) => report({ step, examples }),
    // One that was stopped after its last update goes on with the end of it.
    onEpoch: ({ step, trainingLoss: loss, trainingAccuracy: accuracy }) =>
      report({ step, loss, accuracy }),
  });
  return {
    status: statusOf(result, settings),
    metrics: metricsOf(result, { ofSteps }),
    steps: result.steps,
    ...(result.divergedAt === undefined
      ? {}
      : { divergedAt: result.divergedAt }),
    series: { training_loss: result.epochLosses, ...result.measured },
    first: result.firstLosses,
    links: result.links,
    trace: result.trace,
  };
}

/** The penalty whose gradient coupled weight decay adds; else none. */
function penaltyOf(
  { weightDecay: decay }: OptimizerSettings,
): TrainingOptions["penalty"] {
  if (!decay?.coupled) return undefined;
  const { rate, parameters: group } = decay;
  return (parameters) =>
    l2Penalty(parameters, { rate, applies: GROUPS[group] });
}

/** What settings say is measured along the training. */
function measurementsOf(
  { measurements = [], otherSmoothness: other }: ClassificationSettings,
): TrainingMeasurement<Measured>[] {
  return [
    ...measurements.map(measurementOf),
    ...(other === undefined ? [] : [{
      ...dueAfter(other.epochs),
      ...otherUpdateSmoothness(stepMethodOf(other.method)),
    }]),
  ];
}

function metricsOf(
  result: TrainingResult,
  { ofSteps }: { ofSteps: number },
): RunOutcome["metrics"] {
  return {
    test_accuracy: { value: result.testAccuracy, unit: "percent" },
    convergence_time: {
      // A diverged run never converges; the cap is a lower bound.
      value: result.status === "diverged" ? ofSteps : result.steps,
      unit: "steps",
    },
    gradient_evaluations: {
      value: result.gradientEvaluations,
      unit: "examples",
    },
    training_loss: { value: result.trainingLoss, unit: "nats" },
    ...(result.penalty === undefined ? {} : {
      penalised_training_loss: {
        value: result.trainingLoss + result.penalty,
        unit: "nats",
      },
    }),
    test_loss: { value: result.testLoss, unit: "nats" },
    epochs: { value: result.epochs, unit: "epochs" },
  };
}

/** A training that no loss stops has made its epochs: it has finished. */
function statusOf(
  { status }: Pick<TrainingResult, "status">,
  { stopBelow }: ClassificationSettings,
): RunOutcome["status"] {
  return status === "not converged" && stopBelow <= 0 ? "finished" : status;
}
