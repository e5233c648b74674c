/**
 * Pieces of markup that many sections share.
 *
 * @module
 */
import { type Html, markup, type Part } from "./html.ts";

/** A paragraph that stands back. */
export function note(...parts: readonly Part[]): Html {
  return markup`<p class="note">${parts}</p>
`;
}

/** Words that stand back. */
export function soft(...parts: readonly Part[]): Html {
  return markup`<span class="soft">${parts}</span>`;
}

/** What is folded away under a summary, unless it is `open`. */
export function folded(
  summary: Part,
  { content, open = false }: { content: Part; open?: boolean },
): Html {
  const start = open ? markup`<details open>` : markup`<details>`;
  return markup`${start}<summary>${summary}</summary>
${content}</details>
`;
}
