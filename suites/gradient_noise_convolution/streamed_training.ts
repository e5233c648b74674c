import * as tf from "@tensorflow/tfjs-core";
import { type Key, rootKey, split } from "../../core/key.ts";
import { PLAIN_WEIGHTS } from "../../core/method_parts.ts";
import type { Model } from "../../core/model.ts";
import { disposeTensors } from "../../core/tensors.ts";
import type { Engine } from "../../engines/engine.ts";
import { methodOf, type MethodSettings } from "../../methods/method_of.ts";
import type { NetworkSettings } from "../../models/model_of.ts";
import { horizontalFlip } from "../../training/augmentation/horizontal_flip.ts";
import { evaluator } from "../../training/evaluate.ts";
import type { Link } from "../../training/hash_chain.ts";
import { learningRateAt } from "../../training/learning_rate_at.ts";
import { latestStep, methodSteps } from "../../training/method_steps.ts";
import {
  leftOver,
  minibatchesOfEpoch,
  stepsOfEpochs,
} from "../../training/minibatches.ts";
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
import type { TrainingStep } from "../../training/step.ts";
import { trainOneStep } from "../../training/train_one_step.ts";
import { addLink } from "../../training/training_epoch.ts";
import {
  disposeState,
  initialState,
  restoredState,
  snapshotOf,
  type TrainingState,
} from "../../training/training_state.ts";
import type { Keeping } from "../executor.ts";
import type { ImageSource, SourceBatch } from "./image_source.ts";

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
export type Options = Omit<StreamedSettings, "model"> & Keeping & {
  readonly source: ImageSource;
  readonly engine: Engine;
  readonly model: Model;
  readonly seed: number;
  readonly onStep: (step: number) => void;
};

/** How a training ended. */
export interface Streamed {
  /** Of each update, in nats; the last one alone may not be finite. */
  readonly losses: readonly number[];
  readonly links: readonly Link[];
  /** Loss (nats) and accuracy (percent). Absent if it diverged. */
  readonly test?: { readonly loss: number; readonly accuracy: number };
}

/** The losses' name among what is measured. */
const STEP_LOSS = "step_loss";

/**
 * Trains on images that are read, cropped and mirrored along the way, a
 * minibatch at a time, until a loss is not finite, and tests. Minibatches go on
 * over the ends of epochs; a method has one an update.
 */
export async function streamedTraining(options: Options): Promise<Streamed> {
  const { model, seed, resume } = options;
  const start = { model, seed, optimizer: optimizerOf(options.optimizer) };
  const state = resume === undefined
    ? initialState(start)
    : restoredState(resume, start);
  const pause = async () => {
    await options.onPause?.({ snapshot: () => snapshotOf(state) });
  };
  try {
    if (state.links.length === 0) await addLink(state);
    await makeUpdates(state, { ...options, pause });
    if (state.links.at(-1)?.step !== state.steps) await addLink(state);
    const { links, measured } = state;
    return {
      ...{ links, losses: measured[STEP_LOSS] ?? [] },
      ...(state.status === "diverged"
        ? {}
        : { test: await tested(state, { ...options, pause }) }),
    };
  } finally {
    disposeState(state);
  }
}

type Pausing = Options & { readonly pause: () => Promise<void> };

/** The updates that are left. */
async function makeUpdates(
  state: TrainingState,
  { engine, source, model, batchSize, microbatch, pause, ...options }: Pausing,
): Promise<void> {
  const root = rootKey(options.seed);
  const method = methodOf(options.method);
  const optimizer = optimizerOf(options.optimizer);
  const schedule = scheduleOf(options.schedule);
  const drawn = {
    ...{ batchSize, examples: source.trainCount },
    remainder: "next epoch" as const,
  };
  const losses = state.measured[STEP_LOSS] ??= [];
  const stepAt = methodSteps(engine, { ...drawn, model, optimizer, method });
  let step = latestStep(stepAt, state.steps);
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    if (stepsOfEpochs(epoch + 1, drawn) <= state.steps) continue;
    const made = state.steps - stepsOfEpochs(epoch, drawn);
    const minibatches = minibatchesOfEpoch(split(root, "shuffle"), {
      ...{ ...drawn, method: PLAIN_WEIGHTS, epoch },
    }).drop(made);
    const images = augmentedImages(source, {
      ...{ minibatches, epoch, key: split(root, "augment") },
      left: made === 0 ? leftOver(epoch, drawn) : 0,
    });
    for await (const { examples } of images) {
      const next = stepAt(state.steps);
      if (next !== step) {
        disposeTensors(state.method);
        state.method = {};
        step = next;
      }
      losses.push(
        await oneUpdate(state, {
          ...{ step, source, examples, microbatch },
          learningRate: learningRateAt(state.steps, {
            ...{ ...drawn, schedule, lowestTrainingLoss: Infinity },
          }),
          key: split(split(root, "noise"), state.steps),
        }),
      );
      options.onStep(state.steps);
      if (!Number.isFinite(losses.at(-1))) {
        state.status = "diverged";
        return;
      }
      await pause();
    }
  }
}

/** What an update is made of. */
interface UpdateOptions
  extends
    Pick<Pausing, "source" | "microbatch">,
    Pick<SourceBatch, "examples"> {
  readonly step: TrainingStep;
  readonly learningRate: number;
  readonly key: Key;
}

/** An update by a minibatch; the loss in nats. */
async function oneUpdate(
  state: TrainingState,
  { source, examples, ...options }: UpdateOptions,
): Promise<number> {
  const { imageShape, classes, tables, checksum } = source;
  const { loss, statistics: sums, ...updated } = trainOneStep(
    state.parameters,
    {
      ...{ ...options, tables, state: state.optimizer },
      dataset: {
        ...{ name: "minibatch", imageShape, classes, checksum },
        ...{ train: examples, test: examples },
      },
      indices: Uint32Array.from({ length: examples.count }, (_, i) => i),
      methodState: state.method,
    },
  );
  const averages = tf.tidy(() =>
    movingAverage(state.statistics, {
      statistics: meanStatistics(sums, examples.count),
    })
  );
  const { parameters, optimizer: moments, method: memory } = state;
  for (const old of [parameters, moments, memory, state.statistics, sums]) {
    disposeTensors(old);
  }
  state.parameters = updated.parameters;
  state.optimizer = updated.state;
  state.method = updated.methodState;
  state.statistics = averages;
  state.steps++;
  const [value] = await loss.data();
  loss.dispose();
  return value!;
}

/**
 * The images of an epoch's minibatches, cropped and mirrored; the `left` first
 * ones, which the epoch before left over, as in that epoch.
 */
async function* augmentedImages(
  source: ImageSource,
  { minibatches, epoch, left, key }: {
    minibatches: IteratorObject<Uint32Array, undefined>;
    epoch: number;
    left: number;
    key: Key;
  },
): AsyncGenerator<SourceBatch> {
  const flip = horizontalFlip();
  const { imageShape } = source;
  const augmented = async function* (
    batches: Iterable<Uint32Array>,
    epoch: number,
  ) {
    const augment = split(key, epoch);
    for await (const batch of source.train(batches, split(augment, "crop"))) {
      const { examples: { images: pixels }, numbers: examples } = batch;
      flip(split(augment, 0), { pixels, imageShape, examples });
      yield batch;
    }
  };
  if (left > 0) {
    const first = minibatches.next().value!;
    const [before, after] = await Promise.all([
      Array.fromAsync(augmented([first.subarray(0, left)], epoch - 1)),
      Array.fromAsync(augmented([first.subarray(left)], epoch)),
    ]);
    yield joined(before[0]!, after[0]!);
  }
  yield* augmented(minibatches, epoch);
}

/** Two batches as one. */
function joined(a: SourceBatch, b: SourceBatch): SourceBatch {
  const count = a.examples.count + b.examples.count;
  const { images } = a.examples;
  const all = new Uint8Array(images.length + b.examples.images.length);
  all.set(images);
  all.set(b.examples.images, images.length);
  return {
    examples: {
      images: all,
      labels: Uint16Array.from([...a.examples.labels, ...b.examples.labels]),
      count,
    },
    numbers: Uint32Array.from([...a.numbers, ...b.numbers]),
  };
}

/** On all images to evaluate on, normalised with moving averages. */
async function tested(
  { parameters, statistics }: TrainingState,
  { engine, source, model, microbatch, pause }: Pausing,
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
    await pause();
  }
  return { loss, accuracy };
}
