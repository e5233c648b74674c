import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { someOf } from "./some_of.ts";

test("the first three names are shown, and how many there are besides", () => {
  assertEquals(someOf([]), "");
  assertEquals(someOf(["a", "b", "c"]), "a, b, c");
  assertEquals(someOf(["a", "b", "c", "d", "e"], "; "), "a; b; c and 2 more");
});
