import * as tf from "@tensorflow/tfjs-core";
import type { Dataset } from "../core/dataset.ts";
import { rootKey, split } from "../core/key.ts";
import { disposeTensors, type NamedTensors } from "../core/tensors.ts";
import type { Engine } from "../engines/engine.ts";
import { forEachImage, type PixelBatch } from "./augmentation/augmentation.ts";
import type { Evaluator } from "./evaluate.ts";
import { isLinkStep, nextLink } from "./hash_chain.ts";
import { learningRateAt } from "./learning_rate_at.ts";
import { lossTrace } from "./loss_trace.ts";
import { measureAfterUpdate } from "./measure_what_is_due.ts";
import { latestStep, type StepAt } from "./method_steps.ts";
import { leftOver, minibatchesOfEpoch, stepsOfEpochs } from "./minibatches.ts";
import { meanStatistics, movingAverage } from "./running_statistics.ts";
import type { TrainingStep } from "./step.ts";
import { trainOneStep } from "./train_one_step.ts";
import type { TrainingOptions } from "./training_options.ts";
import { readScalars, type TrainingState } from "./training_state.ts";

/** What a training makes its epochs with. */
export interface EpochInputs {
  /** The step of each update. */
  stepAt: StepAt;
  /** Called between passes; what it throws leaves the state as it was. */
  pause: () => Promise<void>;
}

/** Makes what is left of the epoch under way, and changes the state by it. */
export type EpochFinisher = (
  state: TrainingState,
  inputs: EpochInputs,
) => Promise<void>;

const RECORDED_FIRST_LOSSES = 10;

/** What finishes the epochs of a training. */
export function epochFinisher(
  engine: Engine,
  options: TrainingOptions & { dataset: Dataset; evaluate: Evaluator },
): EpochFinisher {
  const { dataset } = options;
  const rule = options.statisticsRule ?? { rule: "pass average" };
  const rateAt = (
    step: number,
    { lowestTrainingLoss }: Pick<TrainingState, "lowestTrainingLoss">,
  ) =>
    learningRateAt(step, {
      ...{ ...options, lowestTrainingLoss },
      examples: dataset.train.count,
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

  /** One update on these examples. */
  const update = (
    state: TrainingState,
    { step, indices, augment }: {
      step: TrainingStep;
      indices: Uint32Array;
      augment: ((batch: PixelBatch, places: Uint32Array) => void) | undefined;
    },
  ) => {
    const { microbatch = 1000, tables } = options;
    const { loss, statistics: sums, ...updated } = trainOneStep(
      state.parameters,
      {
        ...{ step, dataset, indices, microbatch, augment, tables },
        state: state.optimizer,
        methodState: state.method,
        learningRate: rateAt(state.steps, state),
        key: split(split(rootKey(options.seed), "noise"), state.steps),
      },
    );
    for (const old of [state.parameters, state.optimizer, state.method]) {
      disposeTensors(old);
    }
    state.parameters = updated.parameters;
    state.optimizer = updated.state;
    state.method = updated.methodState;
    if (rule.rule === "moving average") {
      const examples = tf.scalar(indices.length);
      const next = averaged(state.statistics, { sums, examples });
      disposeTensors(state.statistics);
      examples.dispose();
      state.statistics = next;
    }
    disposeTensors(sums);
    state.stepLosses.push(loss);
    state.steps++;
    state.gradientEvaluations += indices.length;
  };

  /** The updates that the epoch has not had yet. */
  const makeUpdates = async (
    state: TrainingState,
    { stepAt, pause }: EpochInputs,
  ) => {
    const root = rootKey(options.seed);
    const epoch = state.epochLosses.length;
    const { augmentation } = options;
    const augmentKey = (count: number) => split(split(root, "augment"), count);
    const augmentIn = (epoch: number) => {
      const key = augmentKey(epoch);
      return augmentation &&
        ((batch: PixelBatch) => augmentation(key, batch));
    };
    const augmentInEpoch = augmentIn(epoch);
    const steps = { ...options, examples: dataset.train.count };
    const left = leftOver(epoch, steps);
    /** What is left over is augmented as in the epoch that it is of. */
    const augmentFirst = augmentation &&
      ((batch: PixelBatch, places: Uint32Array) => {
        const keys = [augmentKey(epoch - 1), augmentKey(epoch)] as const;
        forEachImage(batch, (pixels, example, row) => {
          const key = keys[places[row]! % options.batchSize < left ? 0 : 1];
          const examples = Uint32Array.of(example);
          augmentation(key, { ...batch, pixels, examples });
        });
      });
    const updates = stepsOfEpochs(epoch + 1, steps) -
      stepsOfEpochs(epoch, steps);
    const minibatchesWith = ({ parts: { weights: method } }: TrainingStep) =>
      minibatchesOfEpoch(split(root, "shuffle"), { ...steps, method, epoch })
        .drop(state.stepLosses.length);
    let step = latestStep(stepAt, state.steps);
    let minibatches = minibatchesWith(step);
    while (state.stepLosses.length < updates) {
      const next = stepAt(state.steps);
      if (next !== step) {
        // What another method remembers is nothing to this one.
        disposeTensors(state.method);
        state.method = {};
        step = next;
        minibatches = minibatchesWith(step);
      }
      const indices = minibatches.next().value!;
      // Fresh subsets may have an example twice in an epoch.
      const augment = options.drawing !== undefined
        ? augmentIn(state.steps)
        : left > 0 && state.stepLosses.length === 0
        ? augmentFirst
        : augmentInEpoch;
      update(state, { step, indices, augment });
      if (isLinkStep(state.steps)) await addLink(state);
      await measureAfterUpdate(state, { ...options, step });
      options.onStep?.(state.steps, state.gradientEvaluations);
      await pause();
    }
  };

  /** Loss and accuracy on the training set, and new averages for tests. */
  const evaluateTraining = async (
    { parameters, statistics }: TrainingState,
    pause: EpochInputs["pause"],
  ) => {
    const inputs = { examples: dataset.train, onChunk: pause };
    if (rule.rule === "moving average") {
      return await options.evaluate(parameters, { ...inputs, statistics });
    }
    const pass = await options.evaluate(parameters, inputs);
    if (rule.trainingLoss === undefined) return pass;
    try {
      const { loss, accuracy } = await options.evaluate(parameters, {
        ...{ ...inputs, statistics: pass.statistics },
      });
      return { ...pass, loss, accuracy };
    } catch (error) {
      disposeTensors(pass.statistics);
      throw error;
    }
  };

  return async (state, { stepAt, pause }) => {
    await makeUpdates(state, { stepAt, pause });
    const pass = await evaluateTraining(state, pause);
    const stepLosses = await readScalars(state.stepLosses);
    const learningRate = rateAt(state.steps - 1, state);
    if (rule.rule === "pass average") {
      disposeTensors(state.statistics);
      state.statistics = pass.statistics;
    }
    tf.dispose(state.stepLosses);
    state.stepLosses = [];
    recordEpoch(state, {
      ...{ ...options, losses: stepLosses, trainingLoss: pass.loss },
    });
    options.onEpoch?.({
      epoch: state.epochLosses.length,
      step: state.steps,
      learningRate,
      trainingLoss: pass.loss,
      trainingAccuracy: pass.accuracy,
      stepLosses,
    });
  };
}

/** Adds the present parameters to the chain. */
export async function addLink(state: TrainingState): Promise<void> {
  const { parameters, steps: step, links } = state;
  links.push(await nextLink(parameters, { step, previous: links.at(-1) }));
}

function recordEpoch(
  state: TrainingState,
  { losses, trainingLoss, stopBelow, stepLosses = false }:
    & Pick<TrainingOptions, "stopBelow" | "stepLosses">
    & { losses: Float32Array; trainingLoss: number },
): void {
  const { steps, firstLosses } = state;
  firstLosses.push(
    ...losses.subarray(0, RECORDED_FIRST_LOSSES - firstLosses.length),
  );
  if (stepLosses) (state.measured.step_loss ??= []).push(...losses);
  state.trace += lossTrace(losses);
  state.epochLosses.push(trainingLoss);
  state.lowestTrainingLoss = Math.min(state.lowestTrainingLoss, trainingLoss);
  const nonFinite = [...losses, trainingLoss].findIndex((loss) =>
    !Number.isFinite(loss)
  );
  if (nonFinite >= 0) {
    state.status = "diverged";
    state.divergedAt = Math.min(
      steps - losses.length + 1 + nonFinite,
      steps,
    );
  } else if (trainingLoss < stopBelow) {
    state.status = "converged";
  }
}
