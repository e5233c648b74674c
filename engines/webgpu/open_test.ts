import * as tf from "@tensorflow/tfjs-core";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { UsageError } from "../../core/usage_error.ts";
import { openCpu } from "../cpu.ts";
import { findAdapter } from "./adapter.ts";
import { openWebgpu } from "./open.ts";

test("it opens, again and after another, with the same fingerprint", async () => {
  const first = await openWebgpu();
  await openCpu();
  const engine = await openWebgpu();
  assertEquals(tf.getBackend(), "webgpu");
  assertEquals(engine.name, "webgpu");
  assertEquals(engine.fingerprint, first.fingerprint);
});

test("fingerprint and device name the adapter", async () => {
  const { name, gpu: { info }, software } = await findAdapter();
  const { fingerprint, device } = await openWebgpu();
  const { arithmetic, ...adapter } = fingerprint;
  assertEquals(adapter, {
    engine: "webgpu",
    backend: "4.22.0",
    vendor: info.vendor,
    architecture: info.architecture,
    device: info.device,
    description: name,
  });
  assertEquals(arithmetic?.length, 16);
  assertEquals(device, software ? `${name} (software)` : name);
});

test("its adapter may be asked for by name, another one is refused", async () => {
  const { name } = await findAdapter();
  const engine = await openWebgpu({ adapter: name.slice(0, 5) });
  assert(engine.device.startsWith(name));
  await assertRejects(() => openWebgpu({ adapter: "abacus" }), UsageError);
});

test("opening leaves no tensor behind", async () => {
  await openWebgpu();
  assertEquals(tf.memory().numTensors, 0);
  assertEquals(tf.backend().numDataIds(), 0);
});

test("compile frees all but the result", async () => {
  const engine = await openWebgpu();
  const [x, y] = [tf.scalar(3), tf.scalar(4)];
  const before = tf.memory().numTensors;
  const result = engine.compile((x: tf.Tensor, y: tf.Tensor) => ({
    sum: tf.add(tf.square(x), tf.square(y)),
  }))(x, y);
  assertEquals(tf.memory().numTensors, before + 1);
  assertEquals([...await result.sum.data()], [25]);
  tf.dispose([x, y, result]);
});

test("results do not depend on where a tensor lies", async () => {
  await openWebgpu();
  const numbers = Array.from({ length: 99 }, (_, i) => (i - 40) / 7);
  const [fresh, moved] = [tf.tensor1d(numbers), tf.tensor1d(numbers)];
  // The backend has no JavaScript of this: it takes the numbers to the device.
  const onDevice = tf.relu(moved);
  const [ofFresh, ofMoved] = [tf.exp(fresh), tf.exp(moved)];
  assertEquals([...await ofFresh.data()], [...await ofMoved.data()]);
  tf.dispose([fresh, moved, onDevice, ofFresh, ofMoved]);
});
