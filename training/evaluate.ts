import * as tf from "@tensorflow/tfjs-core";
import type { Dataset, Examples } from "../core/dataset.ts";
import type { Model } from "../core/model.ts";
import type { NamedTensors } from "../core/tensors.ts";
import type { Engine } from "../engines/engine.ts";
import { batchOf } from "./batch.ts";
import { crossEntropy } from "./cross_entropy.ts";

/** A network's performance on a set of examples. */
export interface Evaluation {
  /** Mean cross-entropy in nats. */
  loss: number;
  /** Correctly classified examples in percent. */
  accuracy: number;
}

/** Evaluates parameters on a set of examples, `chunk` examples at a time. */
export type Evaluator = (
  parameters: NamedTensors,
  examples: Examples,
) => Promise<Evaluation>;

/**
 * An evaluator of `model` on an engine. Every example counts once; sums over
 * chunks are in double precision.
 *
 * @throws {RangeError} if `chunk` is not a positive integer.
 */
export function evaluator(
  engine: Engine,
  { model, imageShape, chunk = 1000 }: {
    model: Model;
    imageShape: Dataset["imageShape"];
    chunk?: number;
  },
): Evaluator {
  if (!Number.isSafeInteger(chunk) || chunk < 1) {
    throw new RangeError(
      `Cannot evaluate: chunk must be a positive integer, current value ${chunk}`,
    );
  }
  const sumsOf = engine.compile((
    parameters: NamedTensors,
    { x, labels }: { x: tf.Tensor4D; labels: tf.Tensor1D },
  ) => {
    const logits = model.apply(parameters, x);
    return {
      loss: tf.sum(crossEntropy(logits, labels)),
      correct: tf.sum(
        tf.cast(tf.equal(tf.argMax(logits, 1), labels), "float32"),
      ),
    };
  });
  return async (parameters, examples) => {
    let loss = 0;
    let correct = 0;
    for (let from = 0; from < examples.count; from += chunk) {
      const indices = Uint32Array.from(
        { length: Math.min(chunk, examples.count - from) },
        (_, i) => from + i,
      );
      const batch = batchOf(examples, { indices, imageShape });
      const sums = sumsOf(parameters, batch);
      loss += (await sums.loss.data())[0]!;
      correct += (await sums.correct.data())[0]!;
      tf.dispose([batch.x, batch.labels, sums.loss, sums.correct]);
    }
    return {
      loss: loss / examples.count,
      accuracy: 100 * correct / examples.count,
    };
  };
}
