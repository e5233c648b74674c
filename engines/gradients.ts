/**
 * The gradients of tfjs's operations, which its core leaves to the union package
 * that also brings layers and browser backends: loading this loads that.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs";
import {
  BATCH_NORM,
  BATCH_NORM_GRADIENT,
  hasKernel,
  RELU_GRADIENT,
} from "../core/kernels.ts";

let registered = false;

/**
 * Registers the gradients of our own kernels, and has that of ReLU use one;
 * once, however often it is called.
 */
export function registerGradients(): void {
  if (registered) return;
  registered = true;
  // tfjs's gradient of ReLU takes many passes over memory where a library has
  // one kernel for it.
  const composed = tf.getGradient(tf.Relu);
  tf.unregisterGradient(tf.Relu);
  tf.registerGradient({
    ...composed,
    gradFunc: (dy, saved, attrs) => {
      if (!hasKernel(RELU_GRADIENT)) {
        return composed.gradFunc(dy, saved, attrs);
      }
      const x = saved[0]!;
      return { x: () => runReluGradient(dy as tf.Tensor, x) };
    },
  });
  tf.registerGradient({
    kernelName: RELU_GRADIENT,
    inputsToSave: ["x"],
    gradFunc: (ddx, saved) => {
      const x = saved[0]!;
      return {
        dy: () => runReluGradient(ddx as tf.Tensor, x),
        x: () => tf.zerosLike(x),
      };
    },
  });
  tf.registerGradient({
    kernelName: BATCH_NORM,
    inputsToSave: ["x", "gamma"],
    outputsToSave: [false, true, true],
    // Its statistics are not differentiated: models see to it that none is.
    gradFunc: (dys, saved, attrs) => {
      const [dy] = dys as tf.Tensor[];
      const [x, gamma, mean, variance] = saved;
      const [dx, dGamma, dBeta] = tf.engine().runKernel<tf.Tensor[]>(
        BATCH_NORM_GRADIENT,
        { dy: dy!, x: x!, gamma: gamma!, mean: mean!, variance: variance! },
        attrs,
      );
      return { x: () => dx!, gamma: () => dGamma!, beta: () => dBeta! };
    },
  });
}

function runReluGradient(dy: tf.Tensor, x: tf.Tensor): tf.Tensor {
  return tf.engine().runKernel(RELU_GRADIENT, { dy, x });
}
