/**
 * The colours of the page and its plots, on light and dark ground. The series
 * are told apart by shape too, and their hues (after Okabe and Ito) by most
 * colour-blind readers.
 *
 * @module
 */

/** Names of the colours: of text, grounds and lines, verdicts, and series. */
export type ColourName = keyof typeof LIGHT;

const LIGHT = {
  ink: "#1b1f24",
  soft: "#56606b",
  ground: "#ffffff",
  raised: "#f5f7f9",
  line: "#ccd3da",
  grid: "#e5e9ed",
  link: "#0b5cad",
  good: "#0b5394",
  "good-ground": "#e2eefa",
  bad: "#9c3600",
  "bad-ground": "#fdebe0",
  open: "#4f5862",
  "open-ground": "#eceff2",
  "series-1": "#0072b2",
  "series-2": "#c44e00",
  "series-3": "#00805a",
  "series-4": "#a04585",
  "series-5": "#876a00",
  "series-6": "#4a525c",
};

const DARK: Readonly<Record<ColourName, string>> = {
  ink: "#e6eaef",
  soft: "#a7b1bc",
  ground: "#14181d",
  raised: "#1c2229",
  line: "#414a55",
  grid: "#2a313a",
  link: "#86bfff",
  good: "#9ccbff",
  "good-ground": "#16324f",
  bad: "#ffb48a",
  "bad-ground": "#4a2512",
  open: "#bdc6d0",
  "open-ground": "#2b333d",
  "series-1": "#56b4e9",
  "series-2": "#ff8f4a",
  "series-3": "#3fcf9c",
  "series-4": "#e595cb",
  "series-5": "#e2c23f",
  "series-6": "#c3cbd4",
};

/** The colours of both schemes. */
export const SCHEMES: Readonly<
  Record<"light" | "dark", Readonly<Record<ColourName, string>>>
> = { light: LIGHT, dark: DARK };

/** A colour that follows the reader's scheme, for CSS and SVG. */
export function colour(name: ColourName): string {
  return `var(--${name})`;
}

/** The colours of series, in order. */
export const SERIES_COLOURS: readonly string[] = (Object.keys(
  LIGHT,
) as ColourName[]).filter((name) => name.startsWith("series-")).map(colour);

/** The definitions of a scheme's colours, for CSS. */
export function colourDefinitions(scheme: keyof typeof SCHEMES): string {
  return Object.entries(SCHEMES[scheme])
    .map(([name, value]) => `--${name}: ${value};`).join(" ");
}
