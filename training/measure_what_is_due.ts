import type { Dataset } from "../core/dataset.ts";
import { type Key, rootKey, split } from "../core/key.ts";
import { learningRateAt } from "./learning_rate_at.ts";
import type { TrainingStep } from "./step.ts";
import type { Measured, TrainingMeasurement } from "./training_measurement.ts";
import type { TrainingOptions } from "./training_options.ts";
import type { TrainingState } from "./training_state.ts";

/** What is measured, of which training. */
export type MeasuringOptions =
  & TrainingOptions
  & { dataset: Dataset; step: TrainingStep };

/**
 * Takes the measurements that are due after the epochs finished so far, unless
 * they were taken. Their key is `split(split(root, "measure"), epoch)`, and
 * that of the i-th of them `split(key, i)`.
 */
export async function measureWhatIsDue(
  state: TrainingState,
  options: MeasuringOptions,
): Promise<void> {
  const epoch = state.epochLosses.length;
  if (state.measuredEpoch >= epoch || state.status === "diverged") return;
  const { measurements = [], seed, maxEpochs } = options;
  const ended = state.status === "converged" || epoch >= maxEpochs;
  const due = [...measurements.entries()]
    .filter(([, { isDue }]) => isDue(epoch, ended));
  state.measuredEpoch = epoch;
  const key = split(split(rootKey(seed), "measure"), epoch);
  await measure(state, { ...options, due, key });
}

/**
 * Takes the measurements that are due after the update just made. Their key is
 * `split(split(root, "measure after update"), step)`.
 */
export async function measureAfterUpdate(
  state: TrainingState,
  options: MeasuringOptions,
): Promise<void> {
  const { measurements = [], seed } = options;
  const due = [...measurements.entries()]
    .filter(([, { isDueAfterUpdate }]) => isDueAfterUpdate?.(state.steps));
  const key = split(split(rootKey(seed), "measure after update"), state.steps);
  await measure(state, { ...options, due, key });
}

async function measure(
  state: TrainingState,
  { due, key, step, dataset, microbatch = 1000, ...options }:
    & MeasuringOptions
    & {
      due: readonly (readonly [number, TrainingMeasurement<Measured>])[];
      key: Key;
    },
): Promise<void> {
  if (due.length === 0) return;
  const { parameters, statistics, lowestTrainingLoss, steps } = state;
  const { tables, augmentation, batchSize } = options;
  const learningRate = learningRateAt(steps, {
    ...{ ...options, lowestTrainingLoss },
    examples: dataset.train.count,
  });
  for (const [i, { measure }] of due) {
    const numbers = await measure({
      epoch: state.epochLosses.length,
      ...{ steps, parameters, statistics, step, learningRate },
      ...{ dataset, tables, augmentation, batchSize, microbatch },
      key: split(key, i),
      methodState: state.method,
    });
    for (const [name, measured] of Object.entries(numbers)) {
      (state.measured[name] ??= []).push(...[measured].flat());
    }
  }
}
