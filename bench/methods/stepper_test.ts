import * as tf from "@tensorflow/tfjs-core";
import { assert, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { type Compile, openEngine } from "../../engines/mod.ts";
import { METHOD_CASES } from "./cases.ts";
import { caseStepper, drawStepper } from "./stepper.ts";
import { METHOD_WORKS } from "./works.ts";

/** F1 with few examples. */
const work = {
  ...METHOD_WORKS[0]!,
  ...{ batchSize: 8, microbatch: 8, workers: 2, observed: 2 },
};

for (const methodCase of METHOD_CASES) {
  test(`steps of ${methodCase.id} have a loss and leave nothing`, async () => {
    const engine = await openEngine("tensorflow");
    const before = tf.memory().numTensors;
    const { id, step, run, dispose } = caseStepper(engine, {
      ...{ work, methodCase },
    });
    assertEquals(id, methodCase.id);
    const losses = [await step()];
    const held = tf.memory().numTensors;
    losses.push(...(await run(2)).losses);
    assert(losses.every(Number.isFinite), `${losses}`);
    assertEquals(tf.memory().numTensors, held);
    dispose();
    assertEquals(tf.memory().numTensors, before);
  });
}

for (const kind of ["normal", "uniform"] as const) {
  test(`draws of ${kind} numbers differ and leave nothing`, async () => {
    const engine = await openEngine("wasm");
    const before = tf.memory().numTensors;
    const { id, run, dispose } = drawStepper(engine, { kind, count: 5 });
    assertEquals(id, `${kind} numbers`);
    const { losses: [first, second] } = await run(2);
    assert(first !== second);
    dispose();
    assertEquals(tf.memory().numTensors, before);
  });
}

test("all numbers of a draw leave what is compiled", async () => {
  const engine = await openEngine("wasm");
  const shapes: number[][] = [];
  const compile: Compile = (f) => {
    const compiled = engine.compile(f);
    return (...args) => {
      const made = compiled(...args);
      shapes.push(...Object.values(made).map(({ shape }) => shape));
      return made;
    };
  };
  const options = { kind: "normal", count: 5 } as const;
  const { run, dispose } = drawStepper({ ...engine, compile }, options);
  await run(1);
  dispose();
  assertEquals(shapes, [[5]]);
});
