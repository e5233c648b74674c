/**
 * Refuses sizes that no layer can have.
 *
 * @param name What the layer is called.
 * @param sizes By what they are, e.g. "stride".
 * @throws {RangeError} unless all are positive integers.
 */
export function checkSizes(
  name: string,
  sizes: Readonly<Record<string, number>>,
): void {
  for (const [what, size] of Object.entries(sizes)) {
    if (Number.isSafeInteger(size) && size >= 1) continue;
    throw new RangeError(
      `Cannot make ${name}: ${what} must be a positive integer, current value ${size}`,
    );
  }
}
