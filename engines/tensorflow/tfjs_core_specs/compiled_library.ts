/**
 * tfjs-core for the specs of compiled mode: with gradients that are compiled,
 * forward and backward pass, as one function.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import type { Compile } from "../../engine.ts";

export * from "@tensorflow/tfjs-core";

/** One of tfjs's functions that turn a function into its gradient. */
type Transform = (f: unknown) => (x: unknown, dy?: unknown) => unknown;

let compile: Compile | undefined;

/** Gradients so far: compiled as one, or not because they use other tensors. */
export const gradients = { compiled: 0, plain: 0 };

/** Compiles gradients from now on. */
export function compileGradients(by: Compile): void {
  compile = by;
}

/** As in tfjs. */
export const grad: Transform = compiled(tf.grad as Transform);
/** As in tfjs. */
export const grads: Transform = compiled(tf.grads as Transform);
/** As in tfjs. */
export const valueAndGrad: Transform = compiled(tf.valueAndGrad as Transform);
/** As in tfjs. */
export const valueAndGrads: Transform = compiled(tf.valueAndGrads as Transform);

function compiled(transform: Transform): Transform {
  return (f) => {
    const plain = transform(f);
    return (...args) => {
      const areTensors = args.flat().every((arg) => arg instanceof tf.Tensor);
      if (compile === undefined || !areTensors) return plain(...args);
      try {
        const step = compile((...args: Parameters<typeof plain>) => ({
          result: plain(...args),
        }));
        const { result } = step(...args);
        gradients.compiled++;
        return result;
      } catch (error) {
        if (!/a tensor from outside/.test(String(error))) throw error;
        gradients.plain++;
        return plain(...args);
      }
    };
  };
}
