/**
 * HTML in which nothing that was read from a file can become markup: a tagged
 * template escapes what is put into it, unless that is such a template itself.
 *
 * @module
 */

/** Markup that is safe to put into a page. */
export class Html {
  readonly #markup: string;

  constructor(markup: string) {
    this.#markup = markup;
  }

  toString(): string {
    return this.#markup;
  }
}

/** What may stand in a template: text, markup, lists of these, or nothing. */
export type Part = string | number | Html | undefined | readonly Part[];

/**
 * Markup from a template. Strings and numbers in it are text, also between the
 * double quotes of an attribute.
 */
export function markup(
  texts: TemplateStringsArray,
  ...parts: readonly Part[]
): Html {
  return new Html(
    texts.map((text, index) => `${text}${markupOf(parts[index])}`).join(""),
  );
}

/** Markup that another program made and that is known to be safe. */
export function trusted(markup: string): Html {
  return new Html(markup);
}

function markupOf(part: Part): string {
  if (part === undefined) return "";
  if (part instanceof Html) return part.toString();
  if (Array.isArray(part)) return part.map(markupOf).join("");
  // What a damaged file has in place of a text shows as what it is.
  const text = typeof part === "object" ? JSON.stringify(part) : String(part);
  return escaped(visible(text));
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

/**
 * The text without what could hide or turn round what stands beside it:
 * controls other than line breaks and tabs, and marks of writing direction,
 * are shown as the replacement character.
 */
export function visible(text: string): string {
  return text.toWellFormed().replace(
    // deno-lint-ignore no-control-regex
    /[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/g,
    "\uFFFD",
  );
}
