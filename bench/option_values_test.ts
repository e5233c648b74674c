import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { UsageError } from "../core/usage_error.ts";
import { listed, nameIn, namesIn } from "./option_values.ts";

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

test("one name is no list", () => {
  assertEquals(nameIn("green", colours), "green");
  assertThrows(
    () => nameIn("red,green", colours),
    UsageError,
    'Unknown colour "red,green": did you mean ',
  );
});

test("a list is read with commas", () => {
  assertEquals(listed(["a", "b"]), "a, b");
});
