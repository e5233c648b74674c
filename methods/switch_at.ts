import type { ScheduledMethod, StepMethod } from "../core/method.ts";

/**
 * One method before an epoch and another one from it on: `before` makes the
 * first `epoch` epochs, 0 to `epoch` - 1, and the update that begins in the
 * last of them and ends in the next.
 *
 * @throws {RangeError} unless `epoch` is a non-negative integer.
 */
export function switchAt(
  epoch: number,
  { before, after }: { before: StepMethod; after: StepMethod },
): ScheduledMethod {
  if (!Number.isSafeInteger(epoch) || epoch < 0) {
    throw new RangeError(
      `Cannot switch methods: epoch must be a non-negative integer, current value ${epoch}`,
    );
  }
  return {
    name: `${before.name}, from epoch ${epoch} ${after.name}`,
    place: "by epoch",
    at: (current) => current < epoch ? before : after,
  };
}
