import { systemCode } from "./system_code.ts";

/** What systems say that have no locks on files. */
export const NO_LOCKS = [
  "ENOTSUP",
  "EOPNOTSUPP",
  "ENOSYS",
  "ENOLCK",
] as const;

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
    const code = systemCode(error);
    if (NO_LOCKS.some((each) => each === code)) return undefined;
    throw error;
  }
}
