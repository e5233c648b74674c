import type { Dataset } from "../core/dataset.ts";
import { rootKey, split } from "../core/key.ts";
import { learningRateAt } from "./learning_rate_at.ts";
import type { TrainingStep } from "./step.ts";
import type { TrainingOptions } from "./training_options.ts";
import type { TrainingState } from "./training_state.ts";

/**
 * Takes the measurements that are due after the epochs finished so far, unless
 * they were taken. Their key is `split(split(root, "measure"), epoch)`, and
 * that of the i-th of them `split(key, i)`.
 */
export async function measureWhatIsDue(
  state: TrainingState,
  { measurements = [], step, dataset, microbatch = 1000, ...options }:
    & TrainingOptions
    & { dataset: Dataset; step: TrainingStep },
): Promise<void> {
  const epoch = state.epochLosses.length;
  if (state.measuredEpoch >= epoch || state.status === "diverged") return;
  const due = [...measurements.entries()]
    .filter(([, { isDue }]) => isDue(epoch));
  state.measuredEpoch = epoch;
  if (due.length === 0) return;
  const { parameters, statistics, lowestTrainingLoss, steps } = state;
  const key = split(split(rootKey(options.seed), "measure"), epoch);
  const { tables, batchSize } = options;
  const learningRate = learningRateAt(steps, {
    ...{ ...options, lowestTrainingLoss },
    examples: dataset.train.count,
  });
  for (const [i, { measure }] of due) {
    const numbers = await measure({
      ...{ epoch, steps, parameters, statistics, step, learningRate },
      ...{ dataset, tables, batchSize, microbatch, key: split(key, i) },
      methodState: state.method,
    });
    for (const [name, number] of Object.entries(numbers)) {
      (state.measured[name] ??= []).push(number);
    }
  }
}
