/**
 * Which versions of TensorFlow the engine works with.
 *
 * @module
 */
import { UsageError } from "../../../core/usage_error.ts";

/** The version that `deno task setup:tensorflow` installs. */
export const PINNED_VERSION = "2.21.0";

/**
 * The engine was tested with 2.16.2, 2.18.1, 2.20.0 and the pinned version.
 * Minor versions move and drop symbols, so others wait until they are tried.
 */
export const TESTED_VERSIONS = { first: "2.16", last: "2.21" } as const;

/** What to do about an installation that cannot be used. */
export const REMEDY =
  'Run "deno task setup:tensorflow", with GRADNOISE_TENSORFLOW unset';

/**
 * Checks that the engine was tested with a version, up to its patch number.
 *
 * @param where The place and source of the library, for the message.
 * @throws {UsageError} if not.
 */
export function checkVersion(version: string, where: string): void {
  const minor = minorOf(version);
  const { first, last } = TESTED_VERSIONS;
  if (minor >= minorOf(first) && minor <= minorOf(last)) return;
  throw new UsageError(
    `Cannot use TensorFlow ${version} in ${where}: the engine was tested ` +
      `with ${first} to ${last}. ${REMEDY}`,
  );
}

/** 2021 for "2.21.0"; NaN for what is no version. */
function minorOf(version: string): number {
  const [, major, minor] = /^(\d+)\.(\d{1,3})(?!\d)/.exec(version) ?? [];
  return 1000 * Number(major) + Number(minor);
}
