import type * as tf from "@tensorflow/tfjs-core";
import { type Kernel, runProgram } from "./program.ts";

/**
 * Kernel `Cast`; `plain` is the backend's own. That gives integers and truth
 * values the type of floats and leaves the array as it is, of which programs
 * that read it by place then make no sense.
 */
export function castToFloat(plain: Kernel): Kernel {
  return (call) => {
    const { inputs: { x }, attrs, backend } = call;
    const { dtype } = attrs as tf.CastAttrs;
    if (dtype !== "float32" || !["int32", "bool"].includes(x!.dtype)) {
      return plain(call);
    }
    return runProgram(backend, {
      name: "castToFloat",
      inputs: { x: x! },
      outputShape: [...x!.shape],
      code: `
fn main(index: i32) {
  if (index < uniforms.size) { result[index] = f32(x[index]); }
}`,
    });
  };
}
