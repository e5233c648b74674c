import { resolve } from "node:path";

/**
 * The absolute path that a person meant by `path`: `deno task` changes the
 * working directory and keeps theirs in `INIT_CWD`.
 */
export function userPath(path: string): string {
  return resolve(Deno.env.get("INIT_CWD") || Deno.cwd(), path);
}
