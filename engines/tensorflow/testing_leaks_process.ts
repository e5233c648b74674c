/**
 * Started by leaks_test.ts, because memory is counted by process: makes many
 * steps of a kind and prints what is left of them.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { pause } from "../../core/pause.ts";
import { DataType } from "./native.ts";
import { openParts } from "./testing.ts";

/** What is left, as tfjs, the binding and the system count it. */
export interface Leaks {
  readonly tensors: number;
  readonly handles: number;
  readonly megabytes: number;
}

/** Until the allocators have what they need. */
const WARM_UP_STEPS = 2000;
const STEPS = 10_000;
/** Steps from one garbage collection to the next. */
const STRIDE = 500;
/** Steps of a training that has a compiled step of its own. */
const TRAINING_STEPS = 25;
/** Of a matrix: 64 KiB of numbers. */
const SIDE = 128;

const { engine, binding } = await openParts({ threads: 1 });

/** A step of gradient descent on the mean square of `relu(x w)`. */
function descend({ w, x }: { w: tf.Tensor2D; x: tf.Tensor2D }) {
  const loss = (w: tf.Tensor2D) =>
    tf.mean(tf.square(tf.relu(tf.matMul(x, w)))) as tf.Scalar;
  const { value, grad } = tf.valueAndGrad(loss)(w);
  return { w: tf.sub<tf.Tensor2D>(w, tf.mul(0.1, grad)), loss: value };
}

function train(step: typeof descend, steps: number): void {
  const x = tf.ones<tf.Rank.R2>([SIDE, SIDE]);
  let w = tf.ones<tf.Rank.R2>([SIDE, SIDE]);
  for (let i = 0; i < steps; i++) {
    const next = step({ w, x });
    next.w.dataSync();
    tf.dispose([w, next.loss]);
    w = next.w;
  }
  tf.dispose([x, w]);
}

/** Makes, shares and reads strings that do not fit into a string's 24 bytes. */
function shareStrings(steps: number): void {
  const strings = [new Uint8Array(64 * 1024)];
  for (let i = 0; i < steps; i++) {
    const id = binding.createTensor([1], DataType.STRING, strings);
    const [shared] = binding.executeOp("Identity", [], [id], 1);
    binding.deleteTensor(id);
    binding.tensorDataSync(shared!.id);
    binding.deleteTensor(shared!.id);
  }
}

/** Runs an operation that fails. */
function fail(steps: number): void {
  const id = binding.createTensor([1], DataType.FLOAT, Float32Array.of(1));
  let failures = 0;
  for (let i = 0; i < steps; i++) {
    try {
      binding.executeOp("MatMul", [], [id, id], 1);
    } catch {
      failures++;
    }
  }
  binding.deleteTensor(id);
  if (failures !== steps) throw new Error(`${failures} of ${steps} failed`);
}

/** Makes steps of short trainings, which each compile their own. */
function trainAnew(steps: number): void {
  for (let made = 0; made < steps; made += TRAINING_STEPS) {
    train(engine.compile(descend), TRAINING_STEPS);
  }
}

const compiled = engine.compile(descend);

/** Kinds of steps, by the name that the test gives them. */
const KINDS: Readonly<Record<string, (steps: number) => void>> = {
  eager: (steps) => train((args) => tf.tidy(() => descend(args)), steps),
  compiled: (steps) => train(compiled, steps),
  recompiled: trainAnew,
  strings: shareStrings,
  failing: fail,
};

/** Makes steps; JavaScript's garbage is no leak and collected meanwhile. */
async function run(steps: number): Promise<Leaks> {
  const makeSteps = KINDS[Deno.args[0]!]!;
  for (let made = 0; made < steps; made += STRIDE) {
    makeSteps(STRIDE);
    // There by the flag --expose-gc.
    (globalThis as unknown as { gc(): void }).gc();
    // What garbage leaves in the library is freed from the event loop.
    await pause(0);
  }
  return {
    tensors: tf.memory().numTensors,
    handles: binding.getNumOfTensors(),
    megabytes: Deno.memoryUsage().rss / 2 ** 20,
  };
}

const before = await run(WARM_UP_STEPS);
const after = await run(STEPS);
const leaks: Leaks = {
  tensors: after.tensors - before.tensors,
  handles: after.handles - before.handles,
  megabytes: after.megabytes - before.megabytes,
};
console.log(JSON.stringify(leaks));
