/**
 * Integers that are values of command-line options.
 *
 * @module
 */
import { UsageError } from "./usage_error.ts";

/**
 * The integer above 0 that is the value of `option`.
 *
 * @throws {UsageError} if it is none from 1 to 999999.
 */
export function positiveInteger(text: string, option: string): number {
  return integer(text, { option, least: 1 });
}

/**
 * The integer, 0 too, that is the value of `option`.
 *
 * @throws {UsageError} if it is none from 0 to 999999.
 */
export function wholeNumber(text: string, option: string): number {
  return integer(text, { option, least: 0 });
}

function integer(
  text: string,
  { option, least }: { option: string; least: 0 | 1 },
): number {
  const value = Number(text);
  if (/^(0|[1-9]\d{0,5})$/.test(text) && value >= least) return value;
  throw new UsageError(
    `Cannot use --${option} ${text}: it must be an integer from ${least} to 999999`,
  );
}
