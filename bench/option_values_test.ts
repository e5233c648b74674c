import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { UsageError } from "../core/usage_error.ts";
import { listed, namesIn, wholeNumber } from "./option_values.ts";

const colours = { known: ["red", "green"], what: "colour" };

test("names are those of a list, each once, and all of them for none", () => {
  assertEquals(namesIn("green, red,green", colours), ["green", "red"]);
  assertEquals(namesIn(undefined, colours), ["red", "green"]);
});

test("an unknown name is answered with the nearest one", () => {
  assertThrows(
    () => namesIn("red,gren", colours),
    UsageError,
    'Unknown colour "gren": did you mean green? There are red, green',
  );
});

test("a whole number is positive and has at most four digits", () => {
  assertEquals(wholeNumber("120", "rounds"), 120);
  for (const text of ["0", "-1", "1.5", "10000", "two", ""]) {
    assertThrows(
      () => wholeNumber(text, "rounds"),
      UsageError,
      `Cannot use --rounds ${text}: it must be an integer from 1 to 9999`,
    );
  }
});

test("a list is read with commas", () => {
  assertEquals(listed(["a", "b"]), "a, b");
});
