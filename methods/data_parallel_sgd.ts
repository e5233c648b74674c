import * as tf from "@tensorflow/tfjs-core";
import type { EvaluationPointMethod } from "../core/method.ts";
import { mapTensors } from "../core/tensors.ts";
import { checkWorkers } from "./check_workers.ts";

/**
 * Data-parallel SGD: all workers take their gradients at the parameters
 * themselves, so that the estimate is the gradient of the whole batch; the
 * passes are the workers', and so is batch normalisation.
 *
 * @throws {RangeError} if `workers` is not a positive integer.
 *
 * Source: "Gradient Noise Convolution", eq. 2.
 */
export function dataParallelSgd(
  { workers }: { workers: number },
): EvaluationPointMethod {
  checkWorkers(workers);
  return {
    name: `data-parallel SGD M=${workers}`,
    place: "point of evaluation",
    workers,
    remembers: "nothing",
    point: (parameters) => mapTensors(parameters, (x) => tf.clone(x)),
  };
}
