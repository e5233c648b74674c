import { type Key, split } from "../../core/key.ts";
import type { StepMethod } from "../../core/method.ts";
import type { Model } from "../../core/model.ts";
import type { Dataset } from "../../core/dataset.ts";
import { disposeTensors, type NamedTensors } from "../../core/tensors.ts";
import type { Engine } from "../../engines/engine.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import { trainingStep } from "../step.ts";
import { trainOneStep } from "../train_one_step.ts";
import type { Timed } from "./timed_rounds.ts";
import { timedSteps } from "./timed_steps.ts";

/** What is timed. */
export interface Stepper extends Timed {
  /** One step; it ends when its result is known here. */
  step(): Promise<number>;
  /** Frees all tensors; it is of no further use. */
  dispose(): void;
}

/** The steps of a method. */
export interface MethodStepperOptions {
  /** The name of what is timed. */
  id: string;
  model: Model;
  optimizer: Optimizer;
  method: StepMethod;
  /** Its training examples are used. */
  dataset: Dataset;
  /** Examples of every step, the minibatches one after the other. */
  indices: Uint32Array;
  /** Most examples in one backward pass. */
  microbatch: number;
  learningRate: number;
  /** Parameters and noise are drawn with it. */
  key: Key;
}

/**
 * Steps with a noise method, from the examples' bytes to the new parameters,
 * each from the same parameters with the same examples and a key of its own.
 * A method that remembers goes on from what it kept of the step before.
 */
export function methodStepper(
  engine: Engine,
  { id, model, optimizer, method, key, ...options }: MethodStepperOptions,
): Stepper {
  const step = trainingStep(engine, { model, optimizer, method });
  const parameters = model.init(split(key, "init"));
  const state = optimizer.init(parameters);
  const noise = split(key, "noise");
  let methodState: NamedTensors = {};
  let steps = 0;
  return stepper(id, {
    step: async () => {
      const { loss, methodState: next, ...made } = trainOneStep(parameters, {
        ...{ ...options, step, state, methodState, key: split(noise, steps++) },
      });
      const [value] = await loss.data();
      loss.dispose();
      disposeTensors(methodState);
      methodState = next;
      for (const tensors of Object.values(made)) disposeTensors(tensors);
      return value!;
    },
    dispose: () => {
      for (const tensors of [parameters, state, methodState]) {
        disposeTensors(tensors);
      }
    },
  });
}

/** What can be stepped, with its steps timed. */
export function stepper(
  id: string,
  { step, dispose }: Pick<Stepper, "step" | "dispose">,
): Stepper {
  return { id, step, run: (steps) => timedSteps(step, steps), dispose };
}
