/**
 * Refuses a momentum that no velocity can have.
 *
 * @throws {RangeError} unless 0 <= `momentum` < 1.
 */
export function checkMomentum(momentum: number): void {
  if (!(momentum >= 0 && momentum < 1)) {
    throw new RangeError(
      `Cannot use momentum: must be from 0 to below 1, current value ${momentum}`,
    );
  }
}
