/**
 * Refuses what is no noise coefficient.
 *
 * @throws {RangeError} unless `alpha` is finite and at least 0.
 */
export function checkNoiseCoefficient(alpha: number): void {
  if (!(alpha >= 0 && Number.isFinite(alpha))) {
    throw new RangeError(
      `Cannot convolve with noise: alpha must be finite and at least 0, current value ${alpha}`,
    );
  }
}
