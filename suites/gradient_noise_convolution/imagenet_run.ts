import { modelOf } from "../../models/model_of.ts";
import { lossTrace } from "../../training/loss_trace.ts";
import { stepsOfEpochs } from "../../training/minibatches.ts";
import type { Executor } from "../executor.ts";
import type { RunSettings } from "../suite.ts";
import { type ImageSourceSettings, openImages } from "./image_source.ts";
import {
  type StreamedSettings,
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
 *
 * Memory: three minibatches of images, and with GNC a gradient a worker; for a
 * checkpoint the state once more.
 *
 * @throws {UsageError} if ImageNet is not in the data directory.
 */
export const runImageNet: Executor = async (
  runSettings,
  { engine, seed, dataDir, onProgress, keep },
) => {
  const { images, ...settings } = runSettings as ImageNetSettings;
  const { batchSize, epochs } = settings;
  const source = await openImages(images, { dataDir });
  const ofSteps = stepsOfEpochs(epochs, {
    ...{ batchSize, examples: source.trainCount, remainder: "next epoch" },
  });
  const { losses, links, test } = await streamedTraining({
    ...{ ...settings, source, engine, seed },
    model: modelOf(settings.model, source),
    ...await keep?.(),
    onStep: (step) => onProgress({ step, ofSteps }),
  });
  const { loss, accuracy } = test ??
    { loss: NaN, accuracy: 100 / source.classes };
  return {
    status: test === undefined ? "diverged" : "finished",
    metrics: {
      test_accuracy: { value: accuracy, unit: "percent" },
      test_loss: { value: loss, unit: "nats" },
    },
    steps: losses.length,
    ...(test === undefined ? { divergedAt: losses.length } : {}),
    series: { step_loss: [...losses] },
    first: losses.slice(0, FIRST_LOSSES),
    links: [...links],
    trace: lossTrace(Float32Array.from(losses)),
  };
};
