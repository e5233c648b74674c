import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { quartilesText, threeDigits } from "./numbers_text.ts";

test("three digits, and more where they stand before the point", () => {
  assertEquals(
    [0.012345, 7.364, 158.7, 999.4, 999.5, 1240.4].map(threeDigits),
    ["0.0123", "7.36", "159", "999", "1000", "1240"],
  );
});

test("a median with the quartiles around it", () => {
  const quartiles = { first: 1.018, median: 1.04, third: 1.05 };
  assertEquals(quartilesText(quartiles), "1.04 (1.02 to 1.05)");
});
