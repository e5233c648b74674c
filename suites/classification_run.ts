import { loadDataset } from "../datasets/mod.ts";
import type { Method } from "../core/method.ts";
import type { Model } from "../core/model.ts";
import { noiseEnhancement, sgd } from "../methods/mod.ts";
import { f1 } from "../models/mlp.ts";
import { stepsPerEpoch } from "../training/minibatches.ts";
import { optimizerOf } from "../training/optimizers/optimizer_of.ts";
import { scheduleOf } from "../training/schedules/schedule_of.ts";
import { train } from "../training/train.ts";
import type { ClassificationSettings } from "./classification.ts";
import type { Executor } from "./executor.ts";
import type { RunProgress } from "./suite.ts";

/** Trains a classifier as its settings say. */
export const runClassification: Executor = async (settings, context) => {
  const { engine, seed, dataDir, onProgress } = context;
  const {
    datasets: [name],
    trainExamples,
    model,
    method,
    optimizer,
    schedule,
    ...rest
  } = settings as ClassificationSettings;
  const dataset = await loadDataset(name, { dataDir });
  if (trainExamples > dataset.train.count) {
    throw new RangeError(
      `Cannot train on ${trainExamples} examples: ${name} has ${dataset.train.count}`,
    );
  }
  const ofSteps = rest.maxEpochs *
    stepsPerEpoch({ examples: trainExamples, batchSize: rest.batchSize });
  let sofar: RunProgress = { step: 0, ofSteps };
  const report = (news: Partial<RunProgress>) =>
    onProgress(sofar = { ...sofar, ...news });
  const result = await train(engine, {
    ...rest,
    dataset: {
      ...dataset,
      train: { ...dataset.train, count: trainExamples },
    },
    model: modelOf(model),
    method: methodOf(method),
    optimizer: optimizerOf(optimizer),
    schedule: scheduleOf(schedule),
    seed,
    onStep: (step, examples) => report({ step, examples }),
    onEpoch: ({ trainingLoss, trainingAccuracy }) =>
      report({ loss: trainingLoss, accuracy: trainingAccuracy }),
  });
  return {
    status: result.status,
    metrics: {
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
      test_loss: { value: result.testLoss, unit: "nats" },
      epochs: { value: result.epochs, unit: "epochs" },
    },
    steps: result.steps,
    ...(result.divergedAt === undefined
      ? {}
      : { divergedAt: result.divergedAt }),
    series: { training_loss: result.epochLosses },
    first: result.firstLosses,
    links: result.links,
  };
};

function modelOf({ width }: ClassificationSettings["model"]): Model {
  return f1({ width });
}

function methodOf(method: ClassificationSettings["method"]): Method {
  return method.name === "sgd" ? sgd() : noiseEnhancement(method);
}
