import { disposeTensors, type NamedTensors } from "../../core/tensors.ts";
import { norm, plus, vectorOf } from "../probes/vectors.ts";
import type { TrainingMeasurement } from "../training_measurement.ts";
import { subsetLoss } from "./subset_loss.ts";
import { workerNoise, workerPoints } from "./worker_noise.ts";

/**
 * "worker_loss_sd", the standard deviation over the workers (divisor M - 1) of
 * the training loss at their points, in nats, and "worker_displacement", the
 * mean of ‖x_i - x‖; on the first `examples` training examples. The deviation
 * of one worker is NaN.
 *
 * @throws {RangeError} unless `examples` is a positive integer; on measuring,
 * for a method without workers, and as `evaluator`.
 *
 * Source: "Gradient Noise Convolution", section 3.2, Figures 4 and 8.
 */
export function workerLossSpread(
  { examples }: { examples: number },
): Pick<TrainingMeasurement, "measure"> {
  const lossOf = subsetLoss({ examples });
  return {
    measure: async (moment) => {
      const lossAt = lossOf(moment);
      const workers = workerNoise(moment);
      const losses: number[] = [];
      const lengths: number[] = [];
      for (const point of workerPoints(moment, workers)) {
        losses.push(await lossAt(point));
        lengths.push(await distance(point, moment.parameters));
        disposeTensors(point);
      }
      workers.noise.forEach(disposeTensors);
      return {
        worker_loss_sd: standardDeviation(losses),
        worker_displacement: mean(lengths),
      };
    },
  };
}

async function distance(a: NamedTensors, b: NamedTensors): Promise<number> {
  return norm(plus(await vectorOf(a), -1, await vectorOf(b)));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function standardDeviation(values: readonly number[]): number {
  const centre = mean(values);
  const squares = values.map((value) => (value - centre) ** 2);
  const sum = squares.reduce((sum, square) => sum + square, 0);
  return Math.sqrt(sum / (values.length - 1));
}
