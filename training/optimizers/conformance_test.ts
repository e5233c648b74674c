/**
 * What every optimizer keeps, on every engine.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { mapTensors, type NamedTensors } from "../../core/tensors.ts";
import { numbersOf } from "../../core/testing.ts";
import { ENGINE_MODES, inUse } from "../../engines/testing.ts";
import { adam } from "./adam.ts";
import { classicalMomentum } from "./classical_momentum.ts";
import { gradientDescent } from "./gradient_descent.ts";
import { lars } from "./lars.ts";
import { momentum } from "./momentum.ts";
import { nesterov } from "./nesterov.ts";
import type { Optimizer } from "./optimizer.ts";
import { weightDecay } from "./weight_decay.ts";

const decay = { rate: 0.1, applies: () => true };

/** All optimizers, and what composes with them. */
const OPTIMIZERS: readonly Optimizer[] = [
  ...[gradientDescent(), momentum(), classicalMomentum(), nesterov()],
  ...[adam(), lars(), lars({ applies: () => true })],
  ...[adam(), gradientDescent(), lars()].flatMap((optimizer) => [
    weightDecay(optimizer, decay),
    weightDecay(optimizer, { ...decay, coupled: false }),
    weightDecay(optimizer, { ...decay, applies: () => false }),
  ]),
];

/** The shapes that networks have. */
function parameters(): NamedTensors {
  return {
    "conv/kernel": tf.ones([3, 3, 2, 4]),
    "norm/gamma": tf.ones([4]),
    "dense/kernel": tf.ones([5, 3]),
    "dense/bias": tf.zeros([3]),
    "scale": tf.scalar(0),
  };
}

for (const { mode, open } of ENGINE_MODES) {
  test(`updates leave what they read, and nothing else, ${mode}`, async () => {
    const engine = await open();
    const cases = OPTIMIZERS.flatMap((optimizer) => [
      { optimizer, update: engine.compile(optimizer.update) },
      { optimizer, update: optimizer.update },
    ]);
    for (const { optimizer, update } of cases) {
      const before = inUse();
      const inputs = parameters();
      const read = {
        parameters: inputs,
        gradient: mapTensors(inputs, (w) => tf.onesLike(w)),
        state: optimizer.init(inputs),
        learningRate: tf.scalar(0.5),
      };
      const values = async () => [
        await numbersOf(read.parameters),
        await numbersOf(read.gradient),
        await numbersOf(read.state),
      ];
      const valuesBefore = await values();
      const updated = update(read);
      assertEquals(await values(), valuesBefore, optimizer.name);
      assertEquals(shapes(updated.parameters), shapes(inputs), optimizer.name);
      assertEquals(shapes(updated.state), shapes(read.state), optimizer.name);
      tf.dispose([{ ...read }, { ...updated }]);
      assertEquals(inUse(), before, optimizer.name);
    }
  });
}

function shapes(tensors: NamedTensors): Record<string, readonly number[]> {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { shape }]) => [name, shape]),
  );
}
