import * as tf from "@tensorflow/tfjs-core";
import { disposeTensors, type NamedTensors } from "../core/tensors.ts";
import type { Engine } from "../engines/engine.ts";
import { optimizerOf } from "../training/optimizers/optimizer_of.ts";
import type { WeightedBatch } from "../training/microbatch_sums.ts";
import { trainingStep } from "../training/step.ts";
import { modelOf, type Work } from "./works.ts";

/** What a training starts from. */
export interface Start {
  /** Parameters before the first step. */
  readonly parameters: NamedTensors;
  /** The batch of every step. */
  readonly batch: Pick<WeightedBatch, "x" | "labels" | "weights">;
}

/** A training, step by step, always on the same batch. */
export interface Trainer {
  /** Goes back to where the training started. */
  restart(): void;
  /**
   * One whole update, loss and statistics included, as compiled as the engine
   * can. Resolves to the loss before it (nats), as soon as that is known here.
   */
  step(): Promise<number>;
  /** Frees all tensors; it is of no further use. */
  dispose(): void;
}

/** The training of a work on an engine; it takes over the tensors of `start`. */
export function trainer(
  engine: Engine,
  { work, start }: { work: Work; start: Start },
): Trainer {
  const optimizer = optimizerOf(work.optimizer);
  const { update } = trainingStep(engine, { model: modelOf(work), optimizer });
  const learningRate = tf.scalar(work.learningRate);
  let parameters = start.parameters;
  let state = optimizer.init(parameters);
  const disposeCurrent = () => {
    if (parameters !== start.parameters) disposeTensors(parameters);
    disposeTensors(state);
  };
  return {
    restart: () => {
      disposeCurrent();
      parameters = start.parameters;
      state = optimizer.init(parameters);
    },
    step: async () => {
      const { batch } = start;
      const next = update(parameters, { state, learningRate, batch, keys: [] });
      disposeCurrent();
      ({ parameters, state } = next);
      disposeTensors(next.statistics);
      const [loss] = await next.loss.data();
      next.loss.dispose();
      return loss!;
    },
    dispose: () => {
      disposeCurrent();
      for (const tensors of [start.parameters, { ...start.batch }]) {
        disposeTensors(tensors);
      }
      learningRate.dispose();
    },
  };
}
