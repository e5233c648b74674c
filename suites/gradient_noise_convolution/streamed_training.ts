import * as tf from "@tensorflow/tfjs-core";
import { rootKey, split } from "../../core/key.ts";
import { PLAIN_WEIGHTS } from "../../core/method_parts.ts";
import type { Model } from "../../core/model.ts";
import { disposeTensors, type NamedTensors } from "../../core/tensors.ts";
import type { Engine } from "../../engines/engine.ts";
import { methodOf, type MethodSettings } from "../../methods/method_of.ts";
import type { NetworkSettings } from "../../models/model_of.ts";
import { horizontalFlip } from "../../training/augmentation/horizontal_flip.ts";
import { evaluator } from "../../training/evaluate.ts";
import { type Link, nextLink } from "../../training/hash_chain.ts";
import { learningRateAt } from "../../training/learning_rate_at.ts";
import { methodSteps } from "../../training/method_steps.ts";
import { minibatchesOfEpoch } from "../../training/minibatches.ts";
import {
  optimizerOf,
  type OptimizerSettings,
} from "../../training/optimizers/optimizer_of.ts";
import {
  meanStatistics,
  movingAverage,
} from "../../training/running_statistics.ts";
import {
  scheduleOf,
  type ScheduleSettings,
} from "../../training/schedules/schedule_of.ts";
import { trainOneStep } from "../../training/train_one_step.ts";
import type { ImageSource } from "./image_source.ts";

/** A training on images that are read along the way, in JSON. */
export type StreamedSettings = {
  readonly model: NetworkSettings;
  readonly method: MethodSettings;
  readonly optimizer: OptimizerSettings;
  readonly schedule: ScheduleSettings;
  /** Examples in one minibatch, B. */
  readonly batchSize: number;
  /** Most examples in one backward pass, and in one of an evaluation. */
  readonly microbatch: number;
  readonly epochs: number;
};

/** What a training is made of. */
export type Options = Omit<StreamedSettings, "model"> & {
  readonly source: ImageSource;
  readonly engine: Engine;
  readonly model: Model;
  readonly seed: number;
  readonly onStep: (step: number) => void;
};

/** How a training ended; the caller owns the tensors. */
export interface Streamed {
  parameters: NamedTensors;
  statistics: NamedTensors;
  readonly losses: number[];
  readonly links: Link[];
}

/**
 * Trains on images that are read, cropped and mirrored along the way, a
 * minibatch at a time, until a loss is not finite. Minibatches go on over the
 * ends of epochs; a method has one an update.
 */
export async function streamedTraining(options: Options): Promise<Streamed> {
  const { engine, source, model, batchSize, microbatch } = options;
  const root = rootKey(options.seed);
  const { imageShape, classes, tables, checksum, trainCount } = source;
  const method = methodOf(options.method);
  const optimizer = optimizerOf(options.optimizer);
  const schedule = scheduleOf(options.schedule);
  const drawn = {
    ...{ batchSize, examples: trainCount, remainder: "next epoch" as const },
  };
  const indices = Uint32Array.from({ length: batchSize }, (_, i) => i);
  const flip = horizontalFlip();
  const state: Streamed = {
    parameters: model.init(split(root, "init")),
    statistics: model.initStatistics(),
    ...{ losses: [], links: [] },
  };
  let moments = optimizer.init(state.parameters);
  let memory: NamedTensors = {};
  const stepAt = methodSteps(engine, { ...drawn, model, optimizer, method });
  let step = stepAt(0);
  state.links.push(
    await nextLink(state.parameters, { step: 0, previous: undefined }),
  );
  training: for (let epoch = 0; epoch < options.epochs; epoch++) {
    const augment = split(split(root, "augment"), epoch);
    const minibatches = minibatchesOfEpoch(split(root, "shuffle"), {
      ...{ ...drawn, method: PLAIN_WEIGHTS, epoch },
    });
    const crop = split(augment, "crop");
    for await (const { examples, numbers } of source.train(minibatches, crop)) {
      const made = state.losses.length;
      const next = stepAt(made);
      if (next !== step) {
        disposeTensors(memory);
        memory = {};
        step = next;
      }
      flip(split(augment, 0), {
        ...{ pixels: examples.images, imageShape, examples: numbers },
      });
      const { loss, statistics: sums, ...updated } = trainOneStep(
        state.parameters,
        {
          ...{ step, indices, microbatch, tables, state: moments },
          dataset: {
            ...{ name: "minibatch", imageShape, classes, checksum },
            ...{ train: examples, test: examples },
          },
          methodState: memory,
          learningRate: learningRateAt(made, {
            ...{ ...drawn, schedule, lowestTrainingLoss: Infinity },
          }),
          key: split(split(root, "noise"), made),
        },
      );
      const averages = tf.tidy(() =>
        movingAverage(state.statistics, {
          statistics: meanStatistics(sums, batchSize),
        })
      );
      const olds = [state.parameters, moments, memory, state.statistics, sums];
      olds.forEach(disposeTensors);
      state.parameters = updated.parameters;
      [moments, memory] = [updated.state, updated.methodState];
      state.statistics = averages;
      state.losses.push((await loss.data())[0]!);
      loss.dispose();
      options.onStep(made + 1);
      if (!Number.isFinite(state.losses.at(-1))) break training;
    }
  }
  for (const old of [moments, memory]) disposeTensors(old);
  state.links.push(
    await nextLink(state.parameters, {
      step: state.losses.length,
      previous: state.links.at(-1),
    }),
  );
  return state;
}

/**
 * Loss (nats) and accuracy (percent) on all images to evaluate on, normalised
 * with moving averages.
 */
export async function streamedTest(
  { parameters, statistics }: Streamed,
  { engine, source, model, microbatch }: Options,
): Promise<{ loss: number; accuracy: number }> {
  const { imageShape, tables, testCount } = source;
  const evaluate = evaluator(engine, {
    ...{ model, imageShape, tables, chunk: microbatch },
  });
  let [loss, accuracy] = [0, 0];
  for await (const { examples } of source.test(microbatch)) {
    const share = examples.count / testCount;
    const found = await evaluate(parameters, { examples, statistics });
    loss += share * found.loss;
    accuracy += share * found.accuracy;
  }
  return { loss, accuracy };
}
