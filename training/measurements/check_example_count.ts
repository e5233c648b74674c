/**
 * Checks on how many examples something is measured.
 *
 * @throws {RangeError} unless it is a positive integer.
 */
export function checkExampleCount(examples: number): void {
  if (Number.isSafeInteger(examples) && examples >= 1) return;
  throw new RangeError(
    `Cannot measure on ${examples} examples: it must be a positive integer`,
  );
}
