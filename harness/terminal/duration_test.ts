import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { durationText } from "./duration.ts";

test("a time is given in the unit that keeps it short, rounded up", () => {
  const texts: readonly (readonly [number, string])[] = [
    [0, "0 s"],
    [0.2, "1 s"],
    [89, "89 s"],
    [90, "2 min"],
    [34 * 60, "34 min"],
    [89.5 * 60, "90 min"],
    [90 * 60, "2 h"],
    [35 * 3600, "35 h"],
    [36 * 3600, "2 days"],
    [100 * 24 * 3600, "100 days"],
  ];
  for (const [seconds, text] of texts) {
    assertEquals(durationText(seconds), text);
  }
});
