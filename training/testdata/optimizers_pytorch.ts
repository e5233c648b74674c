/**
 * Compares an optimizer with PyTorch's on the recording beside this file.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { assertAlmostEquals } from "@std/assert";
import { disposeTensors, type NamedTensors } from "../../core/tensors.ts";
import { type Numbers, numbersOf } from "../../core/testing.ts";
import type { Engine } from "../../engines/engine.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import recording from "./optimizers_pytorch.json" with { type: "json" };

/** The constants of the recorded weight decay and LARS. */
export const { decay, larsCoefficient } = recording;

/**
 * Most rounding that one update adds, relative to the largest weight: one unit
 * (2^-24) for the sum and as much for the update itself, which is smaller.
 */
const ROUNDING = 2 * 2 ** -24;

/**
 * Fails unless all updates follow PyTorch's double-precision ones to the
 * rounding of single precision, {@link ROUNDING} per update so far.
 */
export async function assertFollowsPytorch(
  optimizer: Optimizer,
  { engine, name }: { engine: Engine; name: keyof typeof recording.updated },
): Promise<void> {
  const { initial, gradients, learningRates } = recording;
  const expected = recording.updated[name];
  const largest = Math.max(
    ...[initial, ...expected].flatMap(valuesOf).map(Math.abs),
  );
  const update = engine.compile(optimizer.update);
  let parameters = tensorsOf(initial);
  let state = optimizer.init(parameters);
  for (const [step, values] of gradients.entries()) {
    const gradient = tensorsOf(values);
    const learningRate = tf.scalar(learningRates[step]!);
    const updated = update({ parameters, gradient, state, learningRate });
    for (const old of [parameters, state, gradient]) disposeTensors(old);
    learningRate.dispose();
    ({ parameters, state } = updated);
    const actual = valuesOf(await numbersOf(parameters));
    valuesOf(expected[step]!).forEach((value, index) => {
      const tolerance = (step + 1) * ROUNDING * largest;
      assertAlmostEquals(
        actual[index]!,
        value,
        tolerance,
        `weight ${index} after update ${step + 1}`,
      );
    });
  }
  disposeTensors(parameters);
  disposeTensors(state);
}

function valuesOf(tensors: Numbers): number[] {
  return Object.values(tensors).flat();
}

function tensorsOf(tensors: Numbers): NamedTensors {
  const shapes: Readonly<Record<string, number[]>> = recording.shapes;
  return Object.fromEntries(
    Object.entries(tensors).map(([name, values]) => [
      name,
      tf.tensor([...values], shapes[name]!),
    ]),
  );
}
