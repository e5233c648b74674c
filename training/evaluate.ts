import * as tf from "@tensorflow/tfjs-core";
import type { Dataset, Examples } from "../core/dataset.ts";
import type { Model } from "../core/model.ts";
import { disposeTensors, type NamedTensors } from "../core/tensors.ts";
import type { Engine } from "../engines/engine.ts";
import { type Batch, batchOf, type InputOptions } from "./batch.ts";
import { checkExamples } from "./check_examples.ts";
import { crossEntropy } from "./cross_entropy.ts";
import { microbatches } from "./microbatches.ts";
import {
  addStatistics,
  meanStatistics,
  zeroStatistics,
} from "./running_statistics.ts";

/** What a network is evaluated on. */
export interface EvaluationInputs {
  /** Each of them counts once. */
  examples: Examples;
  /**
   * Statistics to normalise with, by name. Absent: those of ghost batches of
   * consecutive examples.
   */
  statistics?: NamedTensors;
  /** Called after each chunk of them; what it throws ends the evaluation. */
  onChunk?: () => void | Promise<void>;
}

/** A network's performance on a set of examples. */
export interface Evaluation {
  /** Mean cross-entropy in nats. */
  loss: number;
  /** Correctly classified examples in percent. */
  accuracy: number;
  /**
   * Where none were given, the means over all examples of the statistics that
   * they were normalised with; else `{}`. The caller owns them.
   */
  statistics: NamedTensors;
}

/** Evaluates parameters on a set of examples. */
export type Evaluator = (
  parameters: NamedTensors,
  inputs: EvaluationInputs,
) => Promise<Evaluation>;

/**
 * An evaluator of `model` on an engine, at most `chunk` examples at a time;
 * ghost batches stay whole. Sums of losses over chunks are in double precision.
 *
 * @throws {RangeError} if `chunk` is not a positive integer; on evaluation, if
 * it holds no ghost batch, there are no examples, one is of a class that the
 * model does not have, images are no bytes, or they, labels and count do not
 * fit each other, or without statistics the last ghost batch is a single
 * example, which the model cannot normalise.
 */
export function evaluator(
  engine: Engine,
  { model, imageShape, tables, chunk = 1000 }: Pick<InputOptions, "tables"> & {
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
    { x, labels, sums, ...given }: Chunk,
  ) => {
    const { logits, statistics } = model.apply(parameters, { x, ...given });
    return {
      loss: tf.sum(crossEntropy(logits, labels)),
      correct: tf.sum(
        tf.cast(tf.equal(tf.argMax(logits, 1), labels), "float32"),
      ),
      sums: addStatistics(sums, { statistics, examples: x.shape[0] }),
    };
  });
  return async (parameters, { examples, onChunk, ...given }) => {
    const { count } = examples;
    if (!(count >= 1)) {
      throw new RangeError("Cannot evaluate: there are no examples");
    }
    checkExamples(examples, { imageShape, classes: model.classes });
    const chunks = microbatches({
      ...{ minibatches: 1, batchSize: count, microbatch: chunk },
      ghostBatchSize: given.statistics ? 1 : model.ghostBatchSize ?? 1,
    });
    let loss = 0;
    let correct = 0;
    let sums = given.statistics ? {} : zeroStatistics(model);
    for (const { from, to } of chunks) {
      const indices = Uint32Array.from(
        { length: to - from },
        (_, i) => from + i,
      );
      const batch = batchOf(examples, { indices, imageShape, tables });
      const next = sumsOf(parameters, { ...batch, sums, ...given });
      // At once: each wait for a graphics processor takes 10 ms.
      const [chunkLoss, chunkCorrect] = await Promise.all([
        next.loss.data(),
        next.correct.data(),
      ]);
      loss += chunkLoss[0]!;
      correct += chunkCorrect[0]!;
      tf.dispose([batch.x, batch.labels, next.loss, next.correct]);
      disposeTensors(sums);
      sums = next.sums;
      try {
        await onChunk?.();
      } catch (error) {
        disposeTensors(sums);
        throw error;
      }
    }
    const statistics = tf.tidy(() => meanStatistics(sums, count));
    disposeTensors(sums);
    return { loss: loss / count, accuracy: 100 * correct / count, statistics };
  };
}

/** Some of the examples, and the statistics summed over those before them. */
interface Chunk extends Batch {
  sums: NamedTensors;
  statistics?: NamedTensors;
}
