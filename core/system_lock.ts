import { systemCode } from "./system_code.ts";

/** What systems say that have no locks on files. */
const NO_LOCKS = ["ENOTSUP", "EOPNOTSUPP", "ENOSYS", "ENOLCK"];

/**
 * Whether the system's advisory lock on a file was got, which a file that is
 * open to read can only share; undefined if its file system has none.
 */
export async function systemLock(
  file: Deno.FsFile,
  { shared = false } = {},
): Promise<boolean | undefined> {
  try {
    return await file.tryLock(!shared);
  } catch (error) {
    if (NO_LOCKS.includes(systemCode(error) ?? "")) return undefined;
    throw error;
  }
}
