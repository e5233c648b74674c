/**
 * Numbers in tables, for a person to read.
 *
 * @module
 */
import type { Quartiles } from "../training/timing/quartiles.ts";

/** "7.36", "159", "1240". */
export function threeDigits(value: number): string {
  return value < 999.5 ? value.toPrecision(3) : value.toFixed(0);
}

/** "1.04 (1.02 to 1.05)" */
export function quartilesText({ first, median, third }: Quartiles): string {
  return `${median.toFixed(2)} (${first.toFixed(2)} to ${third.toFixed(2)})`;
}
