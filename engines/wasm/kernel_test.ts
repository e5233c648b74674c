import * as tf from "@tensorflow/tfjs-core";
import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { openEngine } from "../mod.ts";
import { floats, kernel, kernelOf, kernelOr, setKernel } from "./kernel.ts";

test("a kernel that the backend lacks is an error", async () => {
  await openEngine("wasm");
  assertThrows(
    () => kernelOf("NoSuchKernel"),
    Error,
    "Cannot find kernel NoSuchKernel: backend wasm registered none",
  );
});

test("kernels are set, set anew, and fall back on others", async () => {
  await openEngine("wasm");
  const name = "GradnoiseTest";
  const filledWith = (value: number) =>
    kernel<"x">(({ inputs: { x }, backend }) => {
      const result = backend.makeOutput(x.shape, "float32");
      floats(result, backend).fill(value);
      return result;
    });
  const run = () =>
    tf.tidy(() => {
      const x = tf.zeros([2]);
      return [...tf.engine().runKernel<tf.Tensor>(name, { x }).dataSync()];
    });
  setKernel(name, filledWith(1));
  assertEquals(run(), [1, 1]);
  setKernel(name, kernelOr(filledWith(2), () => undefined));
  assertEquals(run(), [2, 2]);
  setKernel(name, kernelOr(kernelOf(name), filledWith(3) as never));
  assertEquals(run(), [3, 3]);
  tf.unregisterKernel(name, "wasm");
});
