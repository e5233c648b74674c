import { stepsOfEpochs } from "../../training/minibatches.ts";
import { computed, inUnit } from "../exact/outcome.ts";
import type { Executor } from "../executor.ts";
import type { ScheduleSettings } from "./exact_study.ts";
import type { ExactSubject } from "./exact_subject.ts";

/** Halvings that a training is said to have. */
const HALVINGS = 10;
/** Updates in an epoch, where it does not matter how many. */
const UPDATES_PER_EPOCH = 20;

/**
 * The schedule of the step budget: its "updates", the first of them with at
 * most 2^-i of the first rate, "drop_<i>" (all of them if none has), "last_held"
 * from the last drop on, "rates" that differ and the last one in units of the
 * first; of a budget of epochs the epoch of each drop, "epoch_of_drop_<i>".
 */
export function scheduleRun(subject: ExactSubject): Executor {
  const ratesOf = (steps: number) => {
    const schedule = subject.geometricDecay(1, { steps });
    return Array.from(
      { length: steps },
      (_, step) =>
        schedule.learningRate({ step, epoch: 0, lowestTrainingLoss: Infinity }),
    );
  };
  return (settings) => {
    const { epochs, ...sizes } = settings as ScheduleSettings;
    const updates = stepsOfEpochs(epochs, {
      ...sizes,
      remainder: "next epoch",
    });
    const rates = ratesOf(updates);
    const drops = dropsIn(rates);
    const inEpochs = dropsIn(ratesOf(epochs * UPDATES_PER_EPOCH))
      .map((update) => update / UPDATES_PER_EPOCH);
    return Promise.resolve(computed({
      ...inUnit("updates", {
        updates,
        ...numbered("drop", drops),
        last_held: updates - drops.at(-1)!,
      }),
      rates: { value: new Set(rates).size, unit: "rates" },
      last_rate: { value: rates.at(-1)!, unit: "ratio" },
      ...inUnit("epochs", numbered("epoch_of_drop", inEpochs)),
    }));
  };
}

/** The first update with at most 2^-i of the unit rate, i = 1, 2, …. */
function dropsIn(rates: readonly number[]): number[] {
  return Array.from({ length: HALVINGS }, (_, i) => {
    const first = rates.findIndex((rate) => rate <= 2 ** -(i + 1));
    return first === -1 ? rates.length : first;
  });
}

function numbered(
  name: string,
  values: readonly number[],
): Record<string, number> {
  return Object.fromEntries(
    values.map((value, i) => [`${name}_${i + 1}`, value]),
  );
}
