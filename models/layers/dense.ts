import * as tf from "@tensorflow/tfjs-core";
import { tensorNamed } from "../../core/tensors.ts";
import type { Initialiser } from "../initialiser.ts";
import { checkSizes } from "./check_sizes.ts";
import { denseProbes } from "./dense_probes.ts";
import type { LayerFor } from "./layer.ts";
import { observed } from "./probes.ts";

/** Sizes of a dense layer. */
export interface DenseOptions {
  /** Number of outputs. */
  outputs: number;
  /** How the kernel starts. */
  kernel: Initialiser;
  /** Whether a bias, which starts at 0, is added. */
  bias?: boolean;
}

/**
 * y = x W + b with W `[in, out]` "name/kernel" and b `[out]` "name/bias".
 *
 * @throws {RangeError} unless `outputs` is a positive integer; for inputs that
 * are not flat.
 */
export function dense(
  name: string,
  { outputs, kernel, bias = true }: DenseOptions,
): LayerFor {
  checkSizes(name, { outputs });
  return (inputShape) => {
    const [inputs, ...others] = inputShape;
    if (inputs === undefined || others.length > 0) {
      throw new RangeError(
        `Cannot make ${name}: inputs must be flat, current shape [${
          inputShape.join(", ")
        }]`,
      );
    }
    const table = denseProbes(name, { inputs, outputs, bias });
    return {
      outputShape: [outputs],
      multiplyAdds: inputs * outputs,
      parameters: {
        [`${name}/kernel`]: { shape: [inputs, outputs], values: kernel },
        ...(bias ? { [`${name}/bias`]: { shape: [outputs], values: 0 } } : {}),
      },
      statistics: {},
      probes: table,
      apply: (x, { parameters, probes }) => {
        const w = tensorNamed(parameters, `${name}/kernel`);
        const z = tf.matMul(x, w);
        const y = bias ? tf.add(z, tensorNamed(parameters, `${name}/bias`)) : z;
        return {
          y: observed(y, { table, probes, saved: [x] }),
          statistics: {},
        };
      },
    };
  };
}
