import * as tf from "@tensorflow/tfjs-core";
import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { kernelOf, setKernel } from "./kernel_registry.ts";

test("kernels are found once they are set, and may be set anew", () => {
  const [name, backend] = ["GradnoiseTest", "none"];
  assertThrows(
    () => kernelOf(name, backend),
    Error,
    "Cannot find kernel GradnoiseTest: backend none registered none",
  );
  for (let i = 0; i < 2; i++) {
    const kernelFunc = () => [];
    setKernel(name, { backend, kernelFunc });
    assertEquals(kernelOf(name, backend), kernelFunc);
  }
  tf.unregisterKernel(name, backend);
});
