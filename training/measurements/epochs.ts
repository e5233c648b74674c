/** After which epochs something is measured; 0 is before the first update. */
export type Epochs =
  /** After 0, n, 2n, … epochs. */
  | { readonly every: number }
  /** After these. */
  | { readonly at: readonly number[] };

/**
 * Whether a measurement is due after so many epochs.
 *
 * @throws {RangeError} unless `every` is a positive integer.
 */
export function isDueAfter(epochs: Epochs): (epoch: number) => boolean {
  if ("at" in epochs) return (epoch) => epochs.at.includes(epoch);
  const { every } = epochs;
  if (!Number.isSafeInteger(every) || every < 1) {
    throw new RangeError(
      `Cannot measure every ${every} epochs: it must be a positive integer`,
    );
  }
  return (epoch) => epoch % every === 0;
}
