/**
 * The part of `jsr:@std/assert` that this repository uses, on Node's
 * `isDeepStrictEqual`, so that building needs no second package registry.
 *
 * Two things are stricter than the original: `assertEquals` tells 0 from -0,
 * and an object without a prototype from a plain one.
 *
 * @module
 */
import { inspect, isDeepStrictEqual } from "node:util";

/** What every assertion of this module throws. */
export class AssertionError extends Error {
  /** Distinguishes it from other errors in reports. */
  override name = "AssertionError";
}

/** A class of errors, whatever its constructor takes. */
export type ErrorClass<E extends Error> = abstract new (...args: never[]) => E;

/** Fails unless `expr` is truthy. */
export function assert(expr: unknown, msg = ""): asserts expr {
  if (!expr) throw new AssertionError(msg);
}

/** Fails always. */
export function fail(msg?: string): never {
  throw new AssertionError(withReason("Failed assertion", msg));
}

/** Fails unless the values are deeply equal; NaN equals NaN. */
export function assertEquals<T>(actual: T, expected: T, msg?: string): void {
  if (isDeepStrictEqual(actual, expected)) return;
  throw new AssertionError(
    withReason(
      `Values are not equal${firstDifference(actual, expected)}`,
      msg,
    ) + `\n  actual:   ${inspect(actual)}\n  expected: ${inspect(expected)}`,
  );
}

/** Fails if the values are deeply equal. */
export function assertNotEquals<T>(actual: T, expected: T, msg?: string): void {
  expectThat(!isDeepStrictEqual(actual, expected), {
    otherwise: `Expected actual: ${inspect(actual)} not to be: ${
      inspect(expected)
    }`,
    msg,
  });
}

/** Fails unless the values are identical (`Object.is`). */
export function assertStrictEquals<T>(
  actual: unknown,
  expected: T,
  msg?: string,
): asserts actual is T {
  expectThat(Object.is(actual, expected), {
    otherwise: `Values are not strictly equal: ${inspect(actual)} and ${
      inspect(expected)
    }`,
    msg,
  });
}

/**
 * Fails unless `|actual - expected| <= tolerance`.
 *
 * @param tolerance absolute; by default `1e-7·|expected|`
 */
export function assertAlmostEquals(
  actual: number,
  expected: number,
  tolerance: number = Number.isFinite(expected)
    ? Math.abs(expected * 1e-7)
    : 1e-7,
  msg?: string,
): void {
  const delta = Math.abs(expected - actual);
  expectThat(Object.is(actual, expected) || delta <= tolerance, {
    otherwise: `Expected actual: "${actual}" to be close to "${expected}": ` +
      `delta "${delta}" is greater than "${tolerance}"`,
    msg,
  });
}

/** Fails unless `actual > expected`. */
export function assertGreater<T>(actual: T, expected: T, msg?: string): void {
  expectThat(actual > expected, {
    otherwise: `Expect ${inspect(actual)} > ${inspect(expected)}`,
    msg,
  });
}

/** Fails unless `actual < expected`. */
export function assertLess<T>(actual: T, expected: T, msg?: string): void {
  expectThat(actual < expected, {
    otherwise: `Expect ${inspect(actual)} < ${inspect(expected)}`,
    msg,
  });
}

/** Fails unless `actual <= expected`. */
export function assertLessOrEqual<T>(
  actual: T,
  expected: T,
  msg?: string,
): void {
  expectThat(actual <= expected, {
    otherwise: `Expect ${inspect(actual)} <= ${inspect(expected)}`,
    msg,
  });
}

/** Fails if `actual` is null or undefined. */
export function assertExists<T>(
  actual: T,
  msg?: string,
): asserts actual is NonNullable<T> {
  expectThat(actual !== undefined && actual !== null, {
    otherwise: `Expected actual: "${actual}" to not be null or undefined`,
    msg,
  });
}

/** Fails unless `actual instanceof expectedType`. */
export function assertInstanceOf<T>(
  actual: unknown,
  expectedType: abstract new (...args: never[]) => T,
  msg?: string,
): asserts actual is T {
  expectThat(actual instanceof expectedType, {
    otherwise: `Expected object to be an instance of "${expectedType.name}" ` +
      `but was ${inspect(actual)}`,
    msg,
  });
}

/** Fails unless `actual` contains `expected`. */
export function assertStringIncludes(
  actual: string,
  expected: string,
  msg?: string,
): void {
  expectThat(actual.includes(expected), {
    otherwise: `Expected actual: "${actual}" to contain: "${expected}"`,
    msg,
  });
}

/** Fails unless `actual` matches `expected`. */
export function assertMatch(
  actual: string,
  expected: RegExp,
  msg?: string,
): void {
  expectThat(expected.test(actual), {
    otherwise: `Expected actual: "${actual}" to match: "${expected}"`,
    msg,
  });
}

/** Returns what `fn` throws; fails if it throws nothing. */
export function assertThrows(fn: () => unknown): unknown;
/**
 * Returns the error that `fn` throws; fails unless it is an `errorClass` whose
 * message includes `msgIncludes`.
 */
export function assertThrows<E extends Error>(
  fn: () => unknown,
  errorClass: ErrorClass<E>,
  msgIncludes?: string,
  msg?: string,
): E;
export function assertThrows(
  fn: () => unknown,
  errorClass?: ErrorClass<Error>,
  msgIncludes?: string,
  msg?: string,
): unknown {
  try {
    fn();
  } catch (error) {
    expectError(error, { errorClass, msgIncludes, msg });
    return error;
  }
  throw new AssertionError(withReason("Expected function to throw", msg));
}

/** Resolves to what `fn` rejects with; fails if it does not reject. */
export function assertRejects(fn: () => PromiseLike<unknown>): Promise<unknown>;
/**
 * Resolves to the error that `fn` rejects with; fails unless it is an
 * `errorClass` whose message includes `msgIncludes`.
 */
export function assertRejects<E extends Error>(
  fn: () => PromiseLike<unknown>,
  errorClass: ErrorClass<E>,
  msgIncludes?: string,
  msg?: string,
): Promise<E>;
export async function assertRejects(
  fn: () => PromiseLike<unknown>,
  errorClass?: ErrorClass<Error>,
  msgIncludes?: string,
  msg?: string,
): Promise<unknown> {
  let promise: PromiseLike<unknown>;
  try {
    promise = fn();
  } catch (error) {
    throw new AssertionError(
      withReason("Function throws when expected to reject", msg),
      { cause: error },
    );
  }
  try {
    await promise;
  } catch (error) {
    expectError(error, { errorClass, msgIncludes, msg });
    return error;
  }
  throw new AssertionError(withReason("Expected function to reject", msg));
}

function expectError(
  error: unknown,
  { errorClass, msgIncludes = "", msg }: {
    errorClass: ErrorClass<Error> | undefined;
    msgIncludes: string | undefined;
    msg: string | undefined;
  },
): void {
  if (errorClass === undefined) return;
  assertInstanceOf(error, errorClass, msg);
  expectThat(error.message.includes(msgIncludes), {
    otherwise: `Expected error message to include ${
      JSON.stringify(msgIncludes)
    }, but got ${JSON.stringify(error.message)}`,
    msg,
  });
}

function expectThat(
  condition: boolean,
  { otherwise, msg }: { otherwise: string; msg: string | undefined },
): void {
  if (!condition) throw new AssertionError(withReason(otherwise, msg));
}

function withReason(statement: string, msg: string | undefined): string {
  return msg ? `${statement}: ${msg}` : `${statement}.`;
}

/**
 * Where two unequal values differ, as " at [name][index]", because the printed
 * values are cut after 100 elements.
 */
function firstDifference(actual: unknown, expected: unknown): string {
  let [a, b, path] = [actual, expected, ""];
  // The bound on the length ends the walk round a cyclic value.
  while (isRecord(a) && isRecord(b) && path.length < 200) {
    const key = differingKey(a, b);
    if (key === undefined) break;
    path += `[${key}]`;
    [a, b] = [a[key], b[key]];
  }
  return path && ` at ${path}`;
}

function differingKey(
  a: Record<string, unknown>,
  b: Record<string, unknown>,
): string | undefined {
  return [...Object.keys(a), ...Object.keys(b)]
    .find((key) =>
      !(key in a && key in b && isDeepStrictEqual(a[key], b[key]))
    );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
