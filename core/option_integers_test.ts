import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { positiveInteger, wholeNumber } from "./option_integers.ts";
import { UsageError } from "./usage_error.ts";

const NO_INTEGERS = ["-1", "abc", "1.5", "01", "1e3", "1000000", " 2", ""];

test("a positive integer is not 0", () => {
  for (const value of [1, 64, 999_999]) {
    assertEquals(positiveInteger(String(value), "jobs"), value);
  }
  for (const text of ["0", ...NO_INTEGERS]) {
    assertThrows(
      () => positiveInteger(text, "jobs"),
      UsageError,
      `Cannot use --jobs ${text}: it must be an integer from 1 to 999999`,
    );
  }
});

test("a whole number may be 0", () => {
  for (const value of [0, 1, 120, 999_999]) {
    assertEquals(wholeNumber(String(value), "every"), value);
  }
  for (const text of NO_INTEGERS) {
    assertThrows(
      () => wholeNumber(text, "every"),
      UsageError,
      `Cannot use --every ${text}: it must be an integer from 0 to 999999`,
    );
  }
});
