import { type Digest, digestOfFile } from "../core/checksum.ts";
import { isNoSuchFile } from "../core/no_such_file.ts";
import { diskError } from "./disk_error.ts";

/**
 * The digest of the file at `path`; undefined where there is none.
 *
 * @throws {UsageError} if what is there cannot be read.
 */
export async function digestIfPresent(
  path: string,
): Promise<Digest | undefined> {
  try {
    return await digestOfFile(path);
  } catch (error) {
    if (isNoSuchFile(error)) return undefined;
    throw diskError(error, { path });
  }
}
