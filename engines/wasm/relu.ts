import type * as tf from "@tensorflow/tfjs-core";
import { floats, kernel } from "./kernel.ts";

/**
 * Kernel `Relu`: `plain`, and NaN where there was NaN. XNNPACK compares bits,
 * and makes 0 of every NaN with a sign, such as processors make of ∞ - ∞: a
 * diverged training would go on as if nothing were the matter.
 */
export function reluOfNan(plain: tf.KernelFunc): tf.KernelFunc {
  return kernel<"x">(({ inputs: { x }, backend }) => {
    const result = plain({ inputs: { x }, backend, attrs: {} });
    const y = result as tf.TensorInfo;
    if (x.dtype === "float32") {
      const [from, to] = [floats(x, backend), floats(y, backend)];
      for (let i = 0; i < from.length; i++) {
        const value = from[i]!;
        if (value !== value) to[i] = value;
      }
    }
    return y;
  });
}
