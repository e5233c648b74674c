/**
 * Why a file or a folder cannot be used, for a person. Deno's own words on what
 * it does not permit are advice on options that no task has.
 */
export function whyUnusable(error: unknown): string {
  return error instanceof Deno.errors.NotCapable
    ? "not permitted"
    : (error as Error).message;
}
