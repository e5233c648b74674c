/** Whether `error` says that there is no such file. */
export function isNoSuchFile(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound ||
    error instanceof Deno.errors.NotADirectory;
}
