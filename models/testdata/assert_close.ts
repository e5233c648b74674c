import { assertAlmostEquals, assertEquals } from "@std/assert";
import type { Numbers } from "../../core/testing.ts";

/**
 * Fails unless names and numbers are the expected ones, up to an error of
 * `units` (2^-24) of the largest expected number of all.
 */
export function assertClose(
  found: Numbers,
  { expected, units }: { expected: Numbers; units: number },
): void {
  assertEquals(Object.keys(found).sort(), Object.keys(expected).sort());
  const largest = Math.max(...Object.values(expected).flat().map(Math.abs));
  for (const [name, numbers] of Object.entries(expected)) {
    assertEquals(found[name]!.length, numbers.length, name);
    numbers.forEach((number, i) =>
      assertAlmostEquals(
        found[name]![i]!,
        number,
        units * 2 ** -24 * largest,
        `${name}, number ${i}`,
      )
    );
  }
}
