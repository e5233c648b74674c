import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { painter, unpainted } from "./paint.ts";

test("a meaning has a colour, if colours are wanted", () => {
  const paint = painter({ colour: true });
  assertEquals(paint("passed", "good"), "\x1b[32mpassed\x1b[39m");
  assertEquals(paint("failed", "bad"), "\x1b[31mfailed\x1b[39m");
  assertEquals(paint("undecided", "open"), "\x1b[33mundecided\x1b[39m");
});

test("otherwise texts stay as they are", () => {
  assertEquals(painter({ colour: false })("failed", "bad"), "failed");
  assertEquals(unpainted("failed", "bad"), "failed");
});
