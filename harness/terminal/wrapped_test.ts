import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { wrapped } from "./wrapped.ts";

test("a line that fits stays", () => {
  assertEquals(wrapped("  ten chars", { width: 11 }), "  ten chars");
  assertEquals(wrapped("", { width: 11 }), "");
});

test("a longer line is broken at spaces and its rest indented", () => {
  assertEquals(
    wrapped("  one two three four", { width: 10 }),
    "  one two\n    three\n    four",
  );
});

test("a word that is too long stays whole", () => {
  assertEquals(
    wrapped("see /a/very/long/path now", { width: 8 }),
    "see\n  /a/very/long/path\n  now",
  );
});
