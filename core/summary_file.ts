import { UsageError } from "./usage_error.ts";
import { whyUnusable } from "./why_unusable.ts";

/** A file that summaries are added to, as continuous integration shows them. */
export interface SummaryFile {
  add(markdown: string): Promise<void>;
}

/**
 * Opens the file of `--summary` before the work, not after hours of it.
 *
 * @throws {UsageError} if it cannot be written to.
 */
export async function summaryFile(path: string): Promise<SummaryFile> {
  const add = (markdown: string) =>
    Deno.writeTextFile(path, markdown, { append: true });
  try {
    await add("");
  } catch (error) {
    throw new UsageError(
      `Cannot write the summary to ${path}: ${
        whyUnusable(error)
      }; name another file with --summary`,
      { cause: error },
    );
  }
  return { add };
}
