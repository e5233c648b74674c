import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { textWidth } from "./text_width.ts";

test("widths are near those of a browser", () => {
  // Sums of the advance widths in the font metrics of Helvetica.
  const texts: [string, number][] = [
    ["convergence time", 7.892],
    ["81.75", 2.502],
    ["MNIST MLP", 5.445],
  ];
  for (const [text, width] of texts) {
    assertAlmostEquals(textWidth(text, 1), width, 0.15 * width);
  }
});

test("width grows with the size and with each letter", () => {
  assertEquals(textWidth("", 10), 0);
  assertEquals(textWidth("ab", 20), 2 * textWidth("ab", 10));
  assert(textWidth("abc", 10) > textWidth("ab", 10));
});
