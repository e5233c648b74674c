import * as tf from "@tensorflow/tfjs-core";
import type { Key } from "../../core/key.ts";
import type { EngineRandom } from "../engine.ts";
import { type Draw, philoxProgram } from "./philox_wgsl.ts";
import { type KernelCall, runProgram, setKernel } from "./program.ts";

/** Our kernel; tfjs has none that draws under a key. */
const KERNEL = "Philox4x32";

/**
 * Random numbers of `core/random.ts` made by the device.
 *
 * Words and uniform numbers have the bits of `core`. Normal numbers are off by
 * rounding in float32 and by what WGSL leaves to devices (division, roots): at
 * most 2^-19 of their size, 2^-21.7 on Mesa's software adapter.
 *
 * A key must be used as it was made: tfjs's integer operations on webgpu go
 * through float32 and keep 24 bits.
 */
export const webgpuRandom: EngineRandom = {
  key: ({ words }: Key) => tf.tensor1d(Int32Array.from(words), "int32"),
  words: (key, count) => drawn(key, { draw: "words", count }),
  uniform: (key, shape) =>
    tf.tidy(() =>
      tf.reshape(drawn(key, { draw: "uniform", count: sizeOf(shape) }), [
        ...shape,
      ])
    ),
  normal: (key, shape) =>
    tf.tidy(() =>
      tf.reshape(drawn(key, { draw: "normal", count: sizeOf(shape) }), [
        ...shape,
      ])
    ),
};

/** Registers the kernel that `webgpuRandom` runs. */
export function installPhilox(): void {
  setKernel(KERNEL, ({ inputs, attrs, backend }: KernelCall) => {
    const { draw, count } = attrs as DrawOptions;
    return runProgram(backend, {
      name: `philox_${draw}`,
      inputs: { key: inputs["key"]! },
      outputShape: [count],
      dtype: draw === "words" ? "int32" : "float32",
      code: philoxProgram(draw),
      perThread: 4,
    });
  });
}

interface DrawOptions {
  draw: Draw;
  count: number;
}

function drawn(key: tf.Tensor1D, options: DrawOptions): tf.Tensor1D {
  return tf.engine().runKernel(KERNEL, { key }, { ...options });
}

function sizeOf(shape: readonly number[]): number {
  return tf.util.sizeFromShape([...shape]);
}
