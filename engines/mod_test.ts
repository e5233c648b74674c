import * as tf from "@tensorflow/tfjs-core";
import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey, split } from "../core/key.ts";
import { normal } from "../core/random.ts";
import { evaluatedWith } from "../core/testing_environment.ts";
import { UsageError } from "../core/usage_error.ts";
import { ENGINE_NAMES, openEngine } from "./mod.ts";

for (const name of ENGINE_NAMES) {
  test(`${name} opens, again and after another`, async () => {
    const first = await openEngine(name);
    for (const other of ENGINE_NAMES) await openEngine(other);
    const engine = await openEngine(name);
    assertEquals(tf.getBackend(), name);
    assertEquals(engine.name, name);
    assertEquals(engine.fingerprint, first.fingerprint);
  });

  test(`${name} opens for two at a time`, async () => {
    const squares = await evaluatedWith(new URL("mod.ts", import.meta.url), {
      expression: `{
        const tf = await import("@tensorflow/tfjs-core");
        const open = () => module.openEngine("${name}");
        const engines = await Promise.all([open(), open()]);
        const squares = engines.map(async ({ compile }) => {
          const step = compile((x) => ({ y: tf.square(x) }));
          return [...await step(tf.scalar(3)).y.data()];
        });
        return await Promise.all(squares);
      }`,
      env: {},
    });
    assertEquals(squares, [[9], [9]]);
  });

  test(`two runs on ${name} have the same bits`, async () => {
    await openEngine(name);
    const run = async () => {
      const gradient = tf.tidy(() => {
        const x = tf.tensor2d(normal(split(rootKey(0), "x"), 900), [30, 30]);
        const f = (w: tf.Tensor) => tf.sum(tf.logSoftmax(tf.matMul(x, w)));
        const w = tf.tensor2d(normal(split(rootKey(0), "w"), 300), [30, 10]);
        return tf.grad(f)(w);
      });
      const bits = await gradient.data();
      gradient.dispose();
      return bits;
    };
    const bits = await run();
    await openEngine(name);
    assertEquals(await run(), bits);
  });

  test(`compile on ${name} frees all but the result`, async () => {
    const engine = await openEngine(name);
    const square = engine.compile((x: tf.Tensor, { y }: { y: tf.Tensor }) => ({
      sum: { of: tf.add(tf.square(x), tf.square(y)) },
    }));
    const [x, y] = [tf.scalar(3), tf.scalar(4)];
    const before = tf.memory().numTensors;
    const result = square(x, { y });
    assertEquals(tf.memory().numTensors, before + 1);
    assertEquals([...await result.sum.of.data()], [25]);
    // The arguments stay the caller's.
    assertEquals([x.isDisposed, y.isDisposed], [false, false]);
    tf.dispose([x, y, result]);
  });

  test(`compile on ${name} passes errors on and frees everything`, async () => {
    const engine = await openEngine(name);
    const before = tf.memory().numTensors;
    const failing = engine.compile((): object => {
      throw new RangeError(`after ${tf.ones([2]).size} numbers`);
    });
    assertThrows(() => failing(), RangeError, "after 2 numbers");
    assertEquals(tf.memory().numTensors, before);
  });
}

test("fingerprints tell the engine and what decides its bits", async () => {
  const wasm = await openEngine("wasm");
  assertEquals(
    wasm.fingerprint,
    { engine: "wasm", backend: "4.22.0", simd: "128" },
  );
  const { fingerprint } = await openEngine("tensorflow");
  assertEquals(Object.keys(fingerprint), [
    ...["engine", "backend", "mode", "threads", "oneDnn"],
    ...["deterministic", "device"],
  ]);
  assertEquals(fingerprint.deterministic, "on");
});

test("TensorFlow keeps the number of threads that it began with", async () => {
  const { fingerprint } = await openEngine("tensorflow");
  const others = Number(fingerprint.threads) + 1;
  await assertRejects(
    () => openEngine("tensorflow", { threads: others }),
    UsageError,
    `with ${others} threads`,
  );
});

test("an adapter that is not there is a usage error", async () => {
  await openEngine("cpu");
  await assertRejects(
    () => openEngine("webgpu", { adapter: "abacus" }),
    UsageError,
    'Cannot use adapter "abacus"',
  );
  assertEquals(tf.getBackend(), "cpu");
});
