import { disposeTensors } from "../../core/tensors.ts";
import { modelOf } from "../../models/model_of.ts";
import { lossTrace } from "../../training/loss_trace.ts";
import { stepsOfEpochs } from "../../training/minibatches.ts";
import type { Executor } from "../executor.ts";
import type { RunSettings } from "../suite.ts";
import { type ImageSourceSettings, openImages } from "./image_source.ts";
import {
  type StreamedSettings,
  streamedTest,
  streamedTraining,
} from "./streamed_training.ts";

/** A training on images that are read along the way, complete and in JSON. */
export type ImageNetSettings = RunSettings & StreamedSettings & {
  readonly kind: "gnc/imagenet";
  readonly images: ImageSourceSettings;
};

const FIRST_LOSSES = 10;

/**
 * Trains on ImageNet, or on images made in its stead, and evaluates at the end.
 * It keeps no state to go on from.
 *
 * Memory: three minibatches of images, and with GNC a gradient a worker.
 *
 * @throws {UsageError} if ImageNet is not in the data directory.
 */
export const runImageNet: Executor = async (
  runSettings,
  { engine, seed, dataDir, onProgress },
) => {
  const { images, ...settings } = runSettings as ImageNetSettings;
  const { batchSize, epochs } = settings;
  const source = await openImages(images, { dataDir });
  const ofSteps = stepsOfEpochs(epochs, {
    ...{ batchSize, examples: source.trainCount, remainder: "next epoch" },
  });
  const options = {
    ...{ ...settings, source, engine, seed },
    model: modelOf(settings.model, source),
    onStep: (step: number) => onProgress({ step, ofSteps }),
  };
  const state = await streamedTraining(options);
  const { losses, links } = state;
  const diverged = losses.findIndex((loss) => !Number.isFinite(loss));
  const test = diverged < 0
    ? await streamedTest(state, options)
    : { loss: NaN, accuracy: 100 / source.classes };
  for (const old of [state.parameters, state.statistics]) disposeTensors(old);
  return {
    status: diverged < 0 ? "finished" : "diverged",
    metrics: {
      test_accuracy: { value: test.accuracy, unit: "percent" },
      test_loss: { value: test.loss, unit: "nats" },
    },
    steps: losses.length,
    ...(diverged < 0 ? {} : { divergedAt: diverged + 1 }),
    series: { step_loss: losses },
    first: losses.slice(0, FIRST_LOSSES),
    links,
    trace: lossTrace(Float32Array.from(losses)),
  };
};
