import { styleText } from "node:util";

const STYLES = {
  good: "green",
  bad: "red",
  /** Neither. */
  open: "yellow",
  /** Of less interest. */
  aside: "dim",
} as const;

/** What a colour says. */
export type Meaning = keyof typeof STYLES;

/** Puts a text in the colour of what it means. */
export type Paint = (text: string, meaning: Meaning) => string;

/** Leaves every text as it is. */
export const unpainted: Paint = (text) => text;

/** Paints, if colours are wanted. */
export function painter({ colour }: { colour: boolean }): Paint {
  if (!colour) return unpainted;
  return (text, meaning) =>
    styleText(STYLES[meaning], text, { validateStream: false });
}
