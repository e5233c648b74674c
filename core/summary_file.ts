import { Breakdown } from "./exit_code.ts";
import { UsageError } from "./usage_error.ts";
import { whyUnusable } from "./why_unusable.ts";

/** A file that summaries are added to, as continuous integration shows them. */
export interface SummaryFile {
  /** @throws {Breakdown} if it can no longer be written to. */
  add(markdown: string): Promise<void>;
}

/**
 * Opens the file of `--summary` before the work, not after hours of it.
 *
 * @throws {UsageError} if it cannot be written to.
 */
export async function summaryFile(path: string): Promise<SummaryFile> {
  const append = (markdown: string) =>
    Deno.writeTextFile(path, markdown, { append: true });
  const why = (error: unknown) =>
    `Cannot write the summary to ${path}: ${whyUnusable(error)}`;
  try {
    await append("");
  } catch (error) {
    throw new UsageError(`${why(error)}; name another file with --summary`, {
      cause: error,
    });
  }
  return {
    add: async (markdown) => {
      try {
        await append(markdown);
      } catch (error) {
        throw new Breakdown(why(error), { cause: error });
      }
    },
  };
}
