import type { TrainingMeasurement } from "../training_measurement.ts";

/** When something is measured; 0 is before the first update. */
export type Epochs =
  /** After 0, n, 2n, … epochs. */
  | { readonly every: number }
  /** After these, or at the end of a training that has not diverged. */
  | { readonly at: readonly number[] | "end" }
  /** After 0, n, 2n, … updates, up to update `upTo`. */
  | { readonly everyUpdates: number; readonly upTo?: number };

/**
 * When a measurement is due.
 *
 * @throws {RangeError} unless `every` or `everyUpdates` is a positive integer.
 */
export function dueAfter(
  epochs: Epochs,
): Pick<TrainingMeasurement, "isDue" | "isDueAfterUpdate"> {
  if ("at" in epochs) {
    const { at } = epochs;
    return {
      isDue: (epoch, ended) => at === "end" ? ended : at.includes(epoch),
    };
  }
  if ("every" in epochs) {
    const { every } = epochs;
    checkInterval(every, "epochs");
    return { isDue: (epoch) => epoch % every === 0 };
  }
  const { everyUpdates, upTo = Infinity } = epochs;
  checkInterval(everyUpdates, "updates");
  return {
    isDue: (epoch) => epoch === 0,
    isDueAfterUpdate: (step) => step <= upTo && step % everyUpdates === 0,
  };
}

function checkInterval(every: number, unit: string): void {
  if (Number.isSafeInteger(every) && every >= 1) return;
  throw new RangeError(
    `Cannot measure every ${every} ${unit}: it must be a positive integer`,
  );
}
