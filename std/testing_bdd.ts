/**
 * The part of `jsr:@std/testing/bdd` that this repository uses, on Node's
 * built-in test runner, so that building needs no second package registry.
 *
 * @module
 */
import * as runner from "node:test";

/** The body of a test or a hook. */
export type TestBody = () => void | Promise<void>;

// Bodies are wrapped because the runner would pass them a context and, by
// their declared length, a callback that has to be called.

/** Registers a test. */
export function test(name: string, fn: TestBody): void {
  runner.test(name, () => fn());
}

/** Runs `fn` once before the first test of the file. */
export function beforeAll(fn: TestBody): void {
  runner.before(() => fn());
}

/** Runs `fn` once after the last test of the file. */
export function afterAll(fn: TestBody): void {
  runner.after(() => fn());
}

/** Runs `fn` before each test of the file. */
export function beforeEach(fn: TestBody): void {
  runner.beforeEach(() => fn());
}

/** Runs `fn` after each test of the file, failed ones too. */
export function afterEach(fn: TestBody): void {
  runner.afterEach(() => fn());
}
