import * as tf from "@tensorflow/tfjs-core";
import { rootKey, split } from "../../core/key.ts";
import { synthetic } from "../../datasets/synthetic.ts";
import type { Engine } from "../../engines/engine.ts";
import { optimizerOf } from "../../training/optimizers/optimizer_of.ts";
import {
  methodStepper,
  type Stepper,
  stepper,
} from "../../training/timing/method_stepper.ts";
import { networkOf } from "../works.ts";
import type { MethodCase } from "./cases.ts";
import { type MethodWork, sizesOf } from "./works.ts";

const KEY = rootKey(0);

/** Steps of a work with a noise method. */
export function caseStepper(
  engine: Engine,
  { work, methodCase }: { work: MethodWork; methodCase: MethodCase },
): Stepper {
  const { batchSize, workers, learningRate } = work;
  const model = networkOf(work.network, work);
  return methodStepper(engine, {
    ...{ id: methodCase.id, model, learningRate, key: KEY },
    optimizer: optimizerOf(work.optimizer),
    method: methodCase.method(sizesOf(work)),
    dataset: synthetic({
      ...{ trainCount: batchSize, testCount: 1 },
      imageShape: model.inputShape as [number, number, number],
    }),
    indices: Uint32Array.from({ length: batchSize }, (_, i) => i),
    microbatch: methodCase.inWorkersPasses === true
      ? batchSize / workers
      : work.microbatch,
  });
}

/**
 * Draws of `count` numbers, and nothing else. All of them leave what is
 * compiled: of numbers that nobody gets, XLA would compute none.
 */
export function drawStepper(
  { compile, random }: Engine,
  { kind, count }: { kind: "normal" | "uniform"; count: number },
): Stepper {
  const drawn = compile(function draw({ key }: { key: tf.Tensor1D }) {
    return { numbers: random[kind](key, [count]) };
  });
  let steps = 0;
  return stepper(`${kind} numbers`, {
    step: async () => {
      const key = random.key(split(KEY, steps++));
      const { numbers } = drawn({ key });
      const first = tf.slice(numbers, 0, 1);
      const [value] = await first.data();
      tf.dispose([key, numbers, first]);
      return value!;
    },
    dispose: () => {},
  });
}
