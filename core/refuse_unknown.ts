/**
 * Refuses settings that are of none of the kinds in their type, as those from
 * JSON may be.
 *
 * @param what What they should describe, e.g. "a noise method".
 * @throws {RangeError} always.
 */
export function refuseUnknown(what: string, settings: never): never {
  throw new RangeError(
    `Cannot make ${what} of ${
      JSON.stringify(settings)
    }: there is none of that name`,
  );
}
