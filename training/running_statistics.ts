/**
 * From batch statistics to those that evaluation normalises with. They are
 * state of the training, held by whoever trains.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import type { Model } from "../core/model.ts";
import { mapTensors, type NamedTensors, tensorNamed } from "../core/tensors.ts";

/** Which statistics evaluation normalises with. */
export type StatisticsRule =
  /**
   * After each update r ← (1 - m) r + m s, s being the mean over the update's
   * examples and m the momentum, PyTorch's 0.1 by default.
   */
  | { readonly rule: "moving average"; readonly momentum?: number }
  /**
   * The plain average over the pass through the training set that ends an
   * epoch, itself normalised with the statistics of its ghost batches. The
   * training loss is that pass's, or with `trainingLoss: "averages"` that of
   * another pass, normalised with the averages as a test is.
   */
  | { readonly rule: "pass average"; readonly trainingLoss?: "averages" };

/** Sums over no examples; the caller owns them. */
export function zeroStatistics(model: Model): NamedTensors {
  return tf.tidy(() => mapTensors(model.initStatistics(), tf.zerosLike));
}

/**
 * Sums over examples: `sums` + `examples` · `statistics`, which are means over
 * a batch of so many examples.
 */
export function addStatistics(
  sums: NamedTensors,
  { statistics, examples }: { statistics: NamedTensors; examples: number },
): NamedTensors {
  return mapTensors(
    statistics,
    (s, name) =>
      tf.tidy(() => tf.add(tensorNamed(sums, name), tf.mul(s, examples))),
  );
}

/** Means over `examples` examples of what was summed over them. */
export function meanStatistics(
  sums: NamedTensors,
  examples: number | tf.Scalar,
): NamedTensors {
  return mapTensors(sums, (sum) => tf.div(sum, examples));
}

/**
 * Moving averages after an update: (1 - m) r + m s with s the mean over the
 * update's examples.
 *
 * @throws {RangeError} unless 0 < `momentum` <= 1.
 *
 * Source: Ioffe and Szegedy, "Batch normalization" (2015), section 3.1;
 * PyTorch's `BatchNorm2d`.
 */
export function movingAverage(
  running: NamedTensors,
  { statistics, momentum = 0.1 }: {
    statistics: NamedTensors;
    momentum?: number;
  },
): NamedTensors {
  if (!(momentum > 0 && momentum <= 1)) {
    throw new RangeError(
      `Cannot average statistics: momentum must be above 0 and at most 1, current value ${momentum}`,
    );
  }
  return mapTensors(
    running,
    (r, name) =>
      tf.tidy(() =>
        tf.add(
          tf.mul(r, 1 - momentum),
          tf.mul(tensorNamed(statistics, name), momentum),
        )
      ),
  );
}
