import { buffer } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { pack } from "tar-stream";

/** A gzipped tar archive of files, by their paths in it, for tests. */
export async function tarGz(
  files: Readonly<Record<string, Uint8Array>>,
): Promise<Uint8Array> {
  const archive = pack();
  for (const [name, content] of Object.entries(files)) {
    archive.entry({ name }, content);
  }
  archive.finalize();
  return new Uint8Array(gzipSync(await buffer(archive)));
}
