import type { Dataset } from "../core/dataset.ts";
import type { Engine } from "../engines/engine.ts";
import { checkGhostBatches, checkTraining } from "./check_training.ts";
import { type Evaluation, evaluator } from "./evaluate.ts";
import type { Link } from "./hash_chain.ts";
import { measureWhatIsDue } from "./measure_what_is_due.ts";
import { latestStep, methodSteps } from "./method_steps.ts";
import { addLink, epochFinisher } from "./training_epoch.ts";
import type { TrainingOptions } from "./training_options.ts";
import {
  disposeState,
  initialState,
  restoredState,
  snapshotOf,
  type TrainingState,
} from "./training_state.ts";

/** What a training ended with. */
export interface TrainingResult {
  /** "not converged": the most epochs were made. */
  status: "converged" | "not converged" | "diverged";
  /** Updates made. */
  steps: number;
  /**
   * At divergence: the first update with a non-finite loss, or the epoch's last
   * if only the training loss after it is not finite.
   */
  divergedAt?: number;
  /** Passes over the training set, or epochs of {@linkcode FreshSubsets}. */
  epochs: number;
  /** Per-example gradients evaluated. */
  gradientEvaluations: number;
  /** At the end, in nats; NaN if diverged, or without an epoch. */
  trainingLoss: number;
  /** What the optimizer adds to it, in nats; where that was asked for. */
  penalty?: number;
  /** On the whole test set at the end, in percent; chance if diverged. */
  testAccuracy: number;
  /** In nats; NaN if diverged. */
  testLoss: number;
  /** Training loss at the end of each epoch, in nats. */
  epochLosses: number[];
  /** Weighted loss of the first updates, in nats. */
  firstLosses: number[];
  /** The parameters' bits along the way. */
  links: Link[];
  /** The losses' bits of every update; see {@linkcode lossTrace}. */
  trace: string;
  /** What was measured, by name, in the order of the epochs. */
  measured: Record<string, number[]>;
}

/**
 * Trains on `dataset.train`, stopping by training loss; tests at the end.
 *
 * The training loss at the end of an epoch is taken with the statistics of
 * {@linkcode StatisticsRule}, or on the pass that collects them.
 *
 * @throws {RangeError} before the first update if there are more classes than
 * the model has, or labels of more; if images are no bytes, or they, labels and
 * counts do not fit each other, or there are no examples to test on; if a
 * minibatch is larger than the training set, or one of the first or last epoch
 * cannot be split among the method's workers equally, as a shorter one at the
 * epoch's end; if the last ghost batch of a minibatch, of a worker's share or of
 * a pass over the training set is a single example, which the model cannot
 * normalise; if the most epochs are no integer from 0 on, the loss to stop below
 * is NaN or there is no such `statisticsRule`; or if `resume` is a snapshot of a
 * training of another model or optimizer.
 */
export async function train(
  engine: Engine,
  options: TrainingOptions & { dataset: Dataset },
): Promise<TrainingResult> {
  const { dataset, model, resume, maxEpochs, microbatch = 1000 } = options;
  checkTraining(options);
  const evaluate = evaluator(engine, {
    ...{ model, tables: options.tables, chunk: microbatch },
    imageShape: dataset.imageShape,
  });
  const finishEpoch = epochFinisher(engine, { ...options, evaluate });
  const state = resume === undefined
    ? initialState(options)
    : restoredState(resume, options);
  const pause = async () => {
    await options.onPause?.({ snapshot: () => snapshotOf(state) });
  };
  try {
    checkGhostBatches(state.parameters, options);
    const stepAt = methodSteps(engine, {
      ...{ ...options, examples: dataset.train.count },
    });
    const measureDue = () => {
      const step = latestStep(stepAt, state.steps);
      return measureWhatIsDue(state, { ...options, step });
    };
    if (state.links.length === 0) await addLink(state);
    await measureDue();
    while (
      state.epochLosses.length < maxEpochs && state.status === "not converged"
    ) {
      await finishEpoch(state, { stepAt, pause });
      await measureDue();
    }
    const test = await evaluate(state.parameters, {
      examples: dataset.test,
      statistics: state.statistics,
      onChunk: pause,
    });
    const penalty = await options.penalty?.(state.parameters);
    if (state.links.at(-1)?.step !== state.steps) await addLink(state);
    return resultOf(state, { test, penalty, classes: dataset.classes });
  } finally {
    disposeState(state);
  }
}

function resultOf(
  state: TrainingState,
  { test, penalty, classes }: {
    test: Evaluation;
    penalty: number | undefined;
    classes: number;
  },
): TrainingResult {
  const { status, steps, divergedAt, epochLosses } = state;
  return {
    status,
    steps,
    ...(divergedAt === undefined ? {} : { divergedAt }),
    epochs: epochLosses.length,
    gradientEvaluations: state.gradientEvaluations,
    ...(status === "diverged"
      ? { trainingLoss: NaN, testLoss: NaN, testAccuracy: 100 / classes }
      : {
        trainingLoss: epochLosses.at(-1) ?? NaN,
        testLoss: test.loss,
        testAccuracy: test.accuracy,
      }),
    ...(penalty === undefined ? {} : { penalty }),
    epochLosses,
    firstLosses: state.firstLosses,
    links: state.links,
    trace: state.trace,
    measured: state.measured,
  };
}
