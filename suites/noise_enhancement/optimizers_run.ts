import * as tf from "@tensorflow/tfjs-core";
import { rootKey, split } from "../../core/key.ts";
import { disposeTensors } from "../../core/tensors.ts";
import { loadDataset } from "../../datasets/mod.ts";
import type { Engine } from "../../engines/engine.ts";
import { noiseEnhancement } from "../../methods/noise_enhancement.ts";
import { modelOf } from "../../models/model_of.ts";
import { gradientEstimate } from "../../training/gradient_estimate.ts";
import { minibatchesOfEpoch } from "../../training/minibatches.ts";
import { optimizerOf } from "../../training/optimizers/optimizer_of.ts";
import { plainGradient } from "../../training/probes/plain_gradient.ts";
import { plus, tensorsOf, vectorOf } from "../../training/probes/vectors.ts";
import { trainingStep } from "../../training/step.ts";
import { disposeSums } from "../../training/sums.ts";
import { trainOneStep } from "../../training/train_one_step.ts";
import type { ClassificationSettings } from "../classification.ts";
import { trainClassifier } from "../classification_run.ts";
import { combination, relativeDistance } from "../exact/vectors.ts";
import { computed, inUnit } from "../exact/outcome.ts";
import type { Executor } from "../executor.ts";
import type { RunOutcome, RunSettings } from "../suite.ts";

/** Noise enhancement in trainings with one optimizer. */
export type OptimizersSettings = RunSettings & {
  readonly kind: "noise-enhancement/optimizers";
  /** Plain SGD. */
  readonly training: ClassificationSettings;
  /** Of the step that is compared with one made by hand. */
  readonly alpha: number;
};

/**
 * Trains with plain SGD and with noise enhancement at α = 1, and counts what
 * differs: "other_losses" of updates, "other_links" of the chain over the
 * parameters' bits.
 *
 * And takes a first step at α > 1 in three ways. "estimate_error" is the
 * relative distance of the gradient estimate from α∇L_B + (1-α)∇L_B' of two
 * separate plain gradients; "update_error" that of the whole step's update
 * from the one that the optimizer makes of the estimate alone.
 */
export const runOptimizers: Executor = async (
  settings,
  { engine, seed, dataDir, onProgress },
) => {
  const { training, alpha } = settings as OptimizersSettings;
  // Two trainings of few updates, neither of which is kept.
  const context = { engine, seed, dataDir, onProgress };
  const plain = await trainClassifier(training, context);
  const one = await trainClassifier({
    ...training,
    method: { name: "noise enhancement", alpha: 1, sampling: "independent" },
  }, context);
  return computed({
    ...inUnit("updates", {
      other_losses: othersAmong(losses(plain), losses(one)),
      updates: plain.steps,
    }),
    ...inUnit("links", {
      other_links: othersAmong(
        plain.links.map(({ chain }) => chain),
        one.links.map(({ chain }) => chain),
      ),
    }),
    ...inUnit("ratio", await firstStep({ training, alpha }, context)),
  });
};

/** The bits of each update's loss. */
function losses({ trace = "", steps }: RunOutcome): string[] {
  const width = trace.length / steps;
  return Array.from(
    { length: steps },
    (_, step) => trace.slice(step * width, (step + 1) * width),
  );
}

function othersAmong(a: readonly string[], b: readonly string[]): number {
  return Math.abs(a.length - b.length) +
    a.filter((value, i) => i < b.length && value !== b[i]).length;
}

async function firstStep(
  { training, alpha }: { training: ClassificationSettings; alpha: number },
  { engine, seed, dataDir }: { engine: Engine; seed: number; dataDir: string },
) {
  const { batchSize, microbatch, trainExamples } = training;
  const dataset = await loadDataset(training.datasets[0], { dataDir });
  const model = modelOf(training.model, dataset);
  const optimizer = optimizerOf(training.optimizer);
  const method = noiseEnhancement({ alpha });
  const root = rootKey(seed);
  const parameters = model.init(split(root, "init"));
  const state = optimizer.init(parameters);
  const step = trainingStep(engine, { model, optimizer, method });
  const [indices] = minibatchesOfEpoch(split(root, "shuffle"), {
    ...{ epoch: 0, method, batchSize, examples: trainExamples },
  });
  const { learningRate } = training.schedule;
  const options = {
    ...{ step, dataset, indices: indices!, microbatch },
    key: split(root, "noise"),
  };
  const sums = gradientEstimate(parameters, options);
  const estimate = await vectorOf(sums.gradient);
  const parts = [];
  for (const from of [0, batchSize]) {
    const { gradient, loss } = plainGradient(parameters, {
      ...options,
      indices: indices!.slice(from, from + batchSize),
    });
    parts.push(await vectorOf(gradient));
    disposeTensors({ ...gradient, loss });
  }
  const start = await vectorOf(parameters);
  const changeOf = async (updated: {
    parameters: typeof parameters;
    state: typeof state;
  }) => {
    const end = await vectorOf(updated.parameters);
    disposeTensors(updated.parameters);
    disposeTensors(updated.state);
    return plus(end, -1, start);
  };
  const { loss, statistics, methodState, ...whole } = trainOneStep(parameters, {
    ...{ ...options, state, learningRate },
  });
  disposeTensors({ ...statistics, ...methodState, loss });
  const rate = tf.scalar(learningRate);
  const gradient = tensorsOf(estimate, parameters);
  const alone = step.apply(parameters, { state, learningRate: rate, gradient });
  const errors = {
    estimate_error: relativeDistance(
      estimate,
      combination([alpha, parts[0]!], [1 - alpha, parts[1]!]),
    ),
    update_error: relativeDistance(
      await changeOf(whole),
      await changeOf(alone),
    ),
  };
  for (const tensors of [parameters, state, gradient, { rate }]) {
    disposeTensors(tensors);
  }
  disposeSums(sums);
  return errors;
}
