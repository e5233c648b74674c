import { assert, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { colourDefinitions, type ColourName, SCHEMES } from "./colours.ts";

/** Relative luminance of "#rrggbb", as WCAG 2 defines it. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const share = parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (light! + 0.05) / (dark! + 0.05);
}

/** Foreground, ground, and the least contrast that WCAG AA asks for. */
const PAIRS: readonly (readonly [ColourName, ColourName, number])[] = [
  ...["ground", "raised"].flatMap((ground) =>
    ["ink", "soft", "link"].map((name) =>
      [name as ColourName, ground as ColourName, 4.5] as const
    )
  ),
  ["good", "good-ground", 4.5],
  ["bad", "bad-ground", 4.5],
  ["open", "open-ground", 4.5],
  ...[1, 2, 3, 4, 5, 6].map((n) =>
    [`series-${n}` as ColourName, "ground", 3] as const
  ),
];

test("text and marks stand out from their ground in both schemes", () => {
  for (const [scheme, colours] of Object.entries(SCHEMES)) {
    for (const [name, ground, least] of PAIRS) {
      const found = contrast(colours[name], colours[ground]);
      assert(found >= least, `${scheme}: ${name} on ${ground}: ${found}`);
    }
  }
});

test("CSS has the colours by name", () => {
  assertStringIncludes(
    colourDefinitions("dark"),
    `--ink: ${SCHEMES.dark.ink};`,
  );
});
