import type { Dataset } from "../../core/dataset.ts";
import { rootKey, split } from "../../core/key.ts";
import type { StepMethod } from "../../core/method.ts";
import type { Model } from "../../core/model.ts";
import { disposeTensors, type NamedTensors } from "../../core/tensors.ts";
import type { Engine } from "../../engines/engine.ts";
import type { Optimizer } from "../../training/optimizers/optimizer.ts";
import { vectorOf } from "../../training/probes/vectors.ts";
import { trainingStep } from "../../training/step.ts";
import type { trainOneStep } from "../../training/train_one_step.ts";

/** What a few steps of training are made of. */
export interface TrajectoryOptions {
  readonly model: Model;
  readonly method: StepMethod;
  readonly optimizer: Optimizer;
  readonly dataset: Dataset;
  readonly steps: readonly {
    readonly indices: Uint32Array;
    readonly learningRate: number;
  }[];
  readonly seed: number;
  /** Most examples in one pass. */
  readonly microbatch?: number;
  /** What makes each step. */
  readonly trainOneStep: typeof trainOneStep;
}

/**
 * All parameters before the first step and after each, with the
 * initialisation and the noise keys of training, `[steps + 1][parameters]`.
 */
export async function trajectory(
  engine: Engine,
  { model, optimizer, dataset, steps, seed, trainOneStep, ...options }:
    TrajectoryOptions,
): Promise<Float32Array[]> {
  const step = trainingStep(engine, { model, optimizer, ...options });
  const root = rootKey(seed);
  let parameters = model.init(split(root, "init"));
  let state = optimizer.init(parameters);
  let methodState: NamedTensors = {};
  const visited = [await vectorOf(parameters)];
  for (const [index, given] of steps.entries()) {
    const { loss, statistics, ...updated } = trainOneStep(parameters, {
      ...{ ...given, ...options, step, dataset, state, methodState },
      key: split(split(root, "noise"), index),
    });
    disposeTensors({ ...statistics, loss });
    for (const old of [parameters, state, methodState]) disposeTensors(old);
    ({ parameters, state, methodState } = updated);
    visited.push(await vectorOf(parameters));
  }
  for (const last of [parameters, state, methodState]) disposeTensors(last);
  return visited;
}
