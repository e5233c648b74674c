/**
 * Size and sha256 of files, and how a file differs from what was published.
 *
 * @module
 */
import { createHash } from "node:crypto";

/** What identifies the content of a file. */
export interface Digest {
  /** Length in bytes. */
  readonly bytes: number;
  /** Lower-case hex sha256. */
  readonly sha256: string;
}

/** The digest of `content`; a text counts as UTF-8. */
export function digestOf(content: Uint8Array | string): Digest {
  return {
    bytes: typeof content === "string"
      ? new TextEncoder().encode(content).length
      : content.length,
    sha256: createHash("sha256").update(content).digest("hex"),
  };
}

/** The digest of the file at `path`, read in pieces. */
export async function digestOfFile(path: string): Promise<Digest> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of (await Deno.open(path)).readable) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest("hex") };
}

/** How `found` differs from `expected`; undefined where it does not. */
export function differenceOf(
  found: Digest,
  expected: Digest,
): string | undefined {
  if (found.sha256 === expected.sha256) return undefined;
  return `expected sha256 ${expected.sha256} (${expected.bytes} bytes), ` +
    `found ${found.sha256} (${found.bytes} bytes)`;
}
