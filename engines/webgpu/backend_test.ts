import * as tf from "@tensorflow/tfjs-core";
import {
  assertEquals,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { test } from "@std/testing/bdd";
import { findAdapter } from "./adapter.ts";
import { CheckedBackend } from "./backend.ts";
import { openWebgpu } from "./open.ts";
import { runProgram } from "./program.ts";

const ADD_ONE = `
fn main(index: i32) {
  if (index < uniforms.size) { result[index] = x[index] + 1.0; }
}`;

/** A backend of its own, which may break. */
async function freshBackend(): Promise<CheckedBackend> {
  const adapter = await findAdapter();
  return new CheckedBackend(await adapter.gpu.requestDevice(), adapter);
}

/** `x` + 1 by a program, which may be broken. */
function added(backend: CheckedBackend, code = ADD_ONE): tf.TensorInfo {
  const x = backend.makeTensorInfo([3], "float32", Float32Array.of(1, 2, 3));
  return runProgram(backend, {
    ...{ name: code, inputs: { x }, outputShape: [3], code },
  });
}

test("a program that does not compile fails this read and all others", async () => {
  const backend = await freshBackend();
  const good = added(backend);
  assertEquals([...await backend.read(good.dataId)], [2, 3, 4]);
  const unread = added(backend);
  const bad = added(backend, ADD_ONE.replace("1.0", "one"));
  for (const { dataId } of [bad, unread]) {
    const error = await assertRejects(
      () => backend.read(dataId),
      Error,
      "(webgpu): validation error",
    );
    assertStringIncludes(error.message, "one");
  }
  backend.device.destroy();
});

test("a lost device is an error at the next read", async () => {
  const backend = await freshBackend();
  const result = added(backend);
  backend.device.destroy();
  await assertRejects(
    () => backend.read(result.dataId),
    Error,
    "(webgpu): the device was lost",
  );
});

test("a tensor too large for the device is refused by shape and size", async () => {
  await openWebgpu();
  const { mostBytes } = tf.backend() as CheckedBackend;
  const rows = Math.floor(mostBytes / 4) + 1;
  assertThrows(
    () => tf.tidy(() => tf.fill([rows, 1], 0)),
    RangeError,
    `float32 [${rows},1] has ${
      4 * rows
    } bytes, the device allows ${mostBytes}; use smaller microbatches`,
  );
});

test("too many groups of threads are refused by shape", async () => {
  await openWebgpu();
  const { limits } = (tf.backend() as CheckedBackend).device;
  const batch = limits.maxComputeWorkgroupsPerDimension + 1;
  assertThrows(
    () => tf.tidy(() => tf.matMul(tf.ones([batch, 1, 2]), tf.ones([2, 9]))),
    RangeError,
    `[${batch},1,2], [1,2,9] to [${batch},1,9] takes `,
  );
});

test("an input without numbers is refused, and the engine goes on", async () => {
  await openWebgpu();
  const [x, y] = [tf.zeros([3, 0]), tf.zeros([0, 3])];
  const refused = [
    ...[() => tf.argMin(x, 1), () => tf.max(x, 1), () => tf.sum(y, 0)],
    ...[() => tf.matMul(x as tf.Tensor2D, y as tf.Tensor2D)],
  ];
  for (const f of refused) {
    assertThrows(() => tf.tidy(f), RangeError, "has an input without numbers");
  }
  const none = tf.argMin(y, 1);
  const sum = tf.add(tf.ones([2]), 1);
  assertEquals([...await none.data()], []);
  assertEquals([...await sum.data()], [2, 2]);
  tf.dispose([x, y, none, sum]);
});

test("reading synchronously is refused once the device has the numbers", async () => {
  await openWebgpu();
  const x = tf.tensor1d([1, 2]);
  assertEquals([...x.dataSync()], [1, 2]);
  const y = tf.add(x, 1);
  assertThrows(
    () => y.dataSync(),
    Error,
    'Cannot read a tensor of shape [2] synchronously from webgpu: use "await tensor.data()"',
  );
  assertEquals([...await y.data()], [2, 3]);
  assertEquals([...y.dataSync()], [2, 3]);
  tf.dispose([x, y]);
});

test("a tensor may be disposed of while it is read", async () => {
  await openWebgpu();
  const before = tf.backend().numDataIds();
  const x = tf.fill([1000], 2);
  const reading = x.data();
  x.dispose();
  const overwriting = tf.fill([1000], 3);
  assertEquals((await reading)[999], 2);
  overwriting.dispose();
  assertEquals(tf.backend().numDataIds(), before);
});

test("the device's memory does not grow with the number of steps", async () => {
  await openWebgpu();
  let x = tf.ones([20, 20]);
  const steps = async (count: number) => {
    for (let i = 0; i < count; i++) {
      const next = tf.tidy(() => tf.relu(tf.sub(tf.mul(x, 0.5), 0.1)));
      x.dispose();
      x = next;
    }
    await x.data();
  };
  const allocated = () =>
    (tf.backend() as CheckedBackend).memory().numBytesAllocatedInGPU;
  await steps(100);
  const before = allocated();
  for (let i = 0; i < 20; i++) await steps(100);
  assertEquals(allocated(), before);
  x.dispose();
});
