/** Widths of letters in DejaVu Sans, in units of the font's size. */
const NARROW = 0.34;
const WIDE = 0.95;
const SIGN = 0.84;
const CAPITAL = 0.7;
const USUAL = 0.63;

/**
 * About how wide a text is in a wide font, in the unit of `fontSize`: plots are
 * laid out without a browser, which alone would know.
 */
export function textWidth(text: string, fontSize: number): number {
  let width = 0;
  for (const character of text) {
    width += /[ijlft.,:;|'!()\[\] ]/.test(character)
      ? NARROW
      : /[mwMW@%—…]/.test(character)
      ? WIDE
      : /[=+<>~±×−]/.test(character)
      ? SIGN
      : /\p{Lu}/u.test(character)
      ? CAPITAL
      : USUAL;
  }
  return width * fontSize;
}
