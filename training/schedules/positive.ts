/**
 * Refuses a number that no schedule can have.
 *
 * @param what What the number is: "learning rate".
 * @throws {RangeError} unless `value` is positive and finite.
 */
export function checkPositive(value: number, what: string): void {
  if (!(value > 0 && Number.isFinite(value))) {
    throw new RangeError(
      `Cannot make a schedule: ${what} must be positive, current value ${value}`,
    );
  }
}
