import type * as tf from "@tensorflow/tfjs-core";
import { floats, kernel } from "./kernel.ts";

/**
 * A kernel of each number by itself, such as `Relu`: `plain`, and NaN where
 * there was NaN. XNNPACK compares bits, and makes a number of every NaN, or of
 * those with a sign, such as processors make of ∞ - ∞: a diverged training
 * would go on as if nothing were the matter.
 */
export function keepingNan(plain: tf.KernelFunc): tf.KernelFunc {
  return kernel<"x", tf.NamedAttrMap>(
    ({ inputs: { x }, attrs, backend }) => {
      const result = plain({ inputs: { x }, backend, attrs });
      const y = result as tf.TensorInfo;
      if (x.dtype === "float32") {
        const [from, to] = [floats(x, backend), floats(y, backend)];
        for (let i = 0; i < from.length; i++) {
          const value = from[i]!;
          if (value !== value) to[i] = value;
        }
      }
      return y;
    },
  );
}
