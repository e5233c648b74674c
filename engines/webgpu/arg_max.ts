import * as tf from "@tensorflow/tfjs-core";
import { type Kernel, runProgram } from "./program.ts";

/**
 * The kernel `ArgMax` (">") or `ArgMin` ("<"): of equal numbers the first, as
 * on the other engines; the backend's own takes any of them where an axis has
 * 32 numbers or more.
 */
export function argBest(comparison: ">" | "<"): Kernel {
  return ({ inputs, attrs, backend }) => {
    const { x } = inputs as { x: tf.TensorInfo };
    const { axis } = attrs as tf.ArgMaxAttrs;
    const [along] = tf.util.parseAxisParam(axis, x.shape);
    return runProgram(backend, {
      name: `argBest_${comparison}`,
      inputs: { x },
      uniforms: {
        count: x.shape[along!]!,
        stride: tf.util.sizeFromShape(x.shape.slice(along! + 1)),
      },
      outputShape: x.shape.filter((_, i) => i !== along),
      dtype: "int32",
      code: `
fn main(index: i32) {
  if (index >= uniforms.size) { return; }
  let first = (index / uniforms.stride) * uniforms.count * uniforms.stride +
    index % uniforms.stride;
  var best = 0;
  for (var i = 1; i < uniforms.count; i++) {
    if (x[first + i * uniforms.stride] ${comparison}
        x[first + best * uniforms.stride]) { best = i; }
  }
  result[index] = best;
}`,
    });
  };
}
