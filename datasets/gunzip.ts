import { gunzipSync } from "node:zlib";
import { UsageError } from "../core/usage_error.ts";

/**
 * The content of a gzip file. It blocks, at some 300 MB/s: twice as fast as a
 * `DecompressionStream`, and with one copy of the content.
 *
 * @param options.name What error messages call the file.
 * @throws {UsageError} if the file is cut short, damaged or no gzip file.
 */
export function gunzip(
  file: Uint8Array,
  { name }: { name: string },
): Uint8Array {
  try {
    const { buffer, byteOffset, byteLength } = gunzipSync(file, {
      chunkSize: contentBytes(file),
    });
    // A Buffer differs from other arrays of bytes, in what slice() does.
    return new Uint8Array(buffer, byteOffset, byteLength);
  } catch (error) {
    throw new UsageError(
      `Cannot decompress ${name}: expected a whole gzip file, found ` +
        `${file.length} bytes with "${(error as Error).message}"`,
      { cause: error },
    );
  }
}

/**
 * Room for the content, so that it is not copied together from pieces: what
 * the last four bytes announce, unless a damaged file announces absurdly much.
 */
function contentBytes(file: Uint8Array): number {
  const SMALLEST_CHUNK = 64;
  const LARGEST_RATIO = 16;
  if (file.length < SMALLEST_CHUNK) return SMALLEST_CHUNK;
  const end = new DataView(file.buffer, file.byteOffset + file.length - 4, 4);
  const announced = Math.max(end.getUint32(0, true), SMALLEST_CHUNK);
  return Math.min(announced, file.length * LARGEST_RATIO);
}
