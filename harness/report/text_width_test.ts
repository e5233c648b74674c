import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { textWidth } from "./text_width.ts";

test("widths are near those of DejaVu Sans", () => {
  // ImageFont.truetype("DejaVuSans.ttf", 1000).getlength(text) / 1000, Pillow
  const texts: [string, number][] = [
    ["convergence time", 9.022],
    ["81.75", 2.863],
    ["MNIST MLP", 5.492],
    ["1.5e+2", 3.68],
    ["α=1 B=100", 5.884],
  ];
  for (const [text, width] of texts) {
    assertAlmostEquals(textWidth(text, 1), width, 0.2 * width);
  }
});

test("width grows with the size and with each letter", () => {
  assertEquals(textWidth("", 10), 0);
  assertEquals(textWidth("ab", 20), 2 * textWidth("ab", 10));
  assert(textWidth("abc", 10) > textWidth("ab", 10));
});
