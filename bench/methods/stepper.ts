import * as tf from "@tensorflow/tfjs-core";
import { rootKey, split } from "../../core/key.ts";
import { disposeTensors, type NamedTensors } from "../../core/tensors.ts";
import { synthetic } from "../../datasets/synthetic.ts";
import type { Engine } from "../../engines/engine.ts";
import { optimizerOf } from "../../training/optimizers/optimizer_of.ts";
import { trainingStep } from "../../training/step.ts";
import { trainOneStep } from "../../training/train_one_step.ts";
import type { Run } from "../peers/protocol.ts";
import { timedSteps } from "../timed_steps.ts";
import { networkOf } from "../works.ts";
import type { MethodCase } from "./cases.ts";
import { type MethodWork, sizesOf } from "./works.ts";

/** What is timed. */
export interface Stepper {
  /** Its name. */
  readonly id: string;
  /** One step; it ends when its result is known here. */
  step(): Promise<number>;
  /** So many steps, each timed. */
  run(steps: number): Promise<Run>;
  /** Frees all tensors; it is of no further use. */
  dispose(): void;
}

const KEY = rootKey(0);

/**
 * Steps with a noise method, from the examples' bytes to the new parameters,
 * each from the same parameters with the same examples and a key of its own.
 * A method that remembers goes on from what it kept of the step before.
 */
export function methodStepper(
  engine: Engine,
  { work, methodCase }: { work: MethodWork; methodCase: MethodCase },
): Stepper {
  const { batchSize, workers, learningRate } = work;
  const model = networkOf(work.network, work);
  const optimizer = optimizerOf(work.optimizer);
  const method = methodCase.method(sizesOf(work));
  const step = trainingStep(engine, { model, optimizer, method });
  const dataset = synthetic({
    ...{ trainCount: batchSize, testCount: 1 },
    imageShape: model.inputShape as [number, number, number],
  });
  const indices = Uint32Array.from({ length: batchSize }, (_, i) => i);
  const microbatch = methodCase.inWorkersPasses === true
    ? batchSize / workers
    : work.microbatch;
  const parameters = model.init(split(KEY, "init"));
  const state = optimizer.init(parameters);
  const noise = split(KEY, "noise");
  let methodState: NamedTensors = {};
  let steps = 0;
  return stepper(methodCase.id, {
    step: async () => {
      const { loss, methodState: next, ...made } = trainOneStep(parameters, {
        ...{ step, dataset, indices, microbatch, state, learningRate },
        ...{ methodState, key: split(noise, steps++) },
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

/** Draws of `count` numbers, and nothing else. */
export function drawStepper(
  { compile, random }: Engine,
  { kind, count }: { kind: "normal" | "uniform"; count: number },
): Stepper {
  const drawn = compile(function draw({ key }: { key: tf.Tensor1D }) {
    return { first: tf.slice(random[kind](key, [count]), 0, 1) };
  });
  let steps = 0;
  return stepper(`${kind} numbers`, {
    step: async () => {
      const key = random.key(split(KEY, steps++));
      const { first } = drawn({ key });
      const [value] = await first.data();
      tf.dispose([key, first]);
      return value!;
    },
    dispose: () => {},
  });
}

function stepper(
  id: string,
  { step, dispose }: Pick<Stepper, "step" | "dispose">,
): Stepper {
  return { id, step, run: (steps) => timedSteps(step, steps), dispose };
}
