/**
 * The least network that gives gradient statistics, written as they are
 * defined: a loop over examples.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { split } from "../../core/key.ts";
import type { Model, Probes } from "../../core/model.ts";
import { normal } from "../../core/random.ts";
import { tensorNamed } from "../../core/tensors.ts";
import { imageShape } from "./contracts.ts";

const PIXELS = 9;
const NAME = "layer";

/** One matrix, "layer/kernel" `[9, classes]`, from pixels to logits. */
export function observedNetwork({ classes }: { classes: number }): Model {
  const shape: [number, number] = [PIXELS, classes];
  return {
    name: `observed network ${PIXELS}-${classes}`,
    inputShape: imageShape,
    classes,
    parameterCount: PIXELS * classes,
    multiplyAdds: PIXELS * classes,
    init: (key) => ({
      [`${NAME}/kernel`]: tf.tensor2d(
        normal(split(key, NAME), PIXELS * classes),
        shape,
      ),
    }),
    initStatistics: () => ({}),
    zeroProbes: (probed) => {
      switch (probed) {
        case "squared gradients":
          return { [`${NAME}/kernel`]: tf.zeros(shape) };
        case "Kronecker factors":
          return {
            [`${NAME}/inputs`]: tf.zeros([PIXELS, PIXELS]),
            [`${NAME}/outputs`]: tf.zeros([classes, classes]),
          };
        default:
          throw new RangeError(`Cannot take ${probed} of this network`);
      }
    },
    apply: (parameters, { x, probes }) => {
      const kernel = tensorNamed(parameters, `${NAME}/kernel`) as tf.Tensor2D;
      const rows = tf.reshape(x, [-1, PIXELS]) as tf.Tensor2D;
      const logits = tf.matMul<tf.Tensor2D>(rows, kernel);
      return {
        logits: probes ? observed(logits, { rows, probes }) : logits,
        statistics: {},
      };
    },
  };
}

function observed(
  logits: tf.Tensor2D,
  { rows, probes: { zeros, examples } }: { rows: tf.Tensor2D; probes: Probes },
): tf.Tensor2D {
  const names = Object.keys(zeros);
  const through = tf.customGrad<tf.Tensor2D>((...inputs) => {
    (inputs.at(-1) as unknown as tf.GradSaveFunc)([rows]);
    const [logits] = inputs as unknown as tf.Tensor2D[];
    return {
      value: tf.clone(logits!),
      gradFunc: (delta: tf.Tensor2D, [rows]: tf.Tensor[]) => [
        tf.clone(delta),
        ...names.map((name) => {
          const ofEach = Array.from({ length: examples }, (_, i) => {
            const column = tf.reshape(tf.slice(rows!, i, 1), [-1]);
            const row = tf.reshape(tf.slice(delta, i, 1), [-1]);
            switch (name) {
              case `${NAME}/inputs`:
                return tf.outerProduct(column as never, column as never);
              case `${NAME}/outputs`:
                return tf.outerProduct(row as never, row as never);
              default:
                return tf.square(
                  tf.outerProduct(column as never, row as never),
                );
            }
          });
          return ofEach.reduce((sum, own) => tf.add(sum, own));
        }),
      ],
    };
  });
  return through(logits, ...names.map((name) => zeros[name]!));
}
