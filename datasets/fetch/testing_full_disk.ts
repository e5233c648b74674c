/**
 * Calls `body`, for tests, on a disk where files can take `room` bytes more:
 * what they write beyond fails as the operating system would let it fail.
 */
export async function withFullDisk(
  room: number,
  body: () => Promise<void>,
): Promise<void> {
  const write = Deno.FsFile.prototype.write;
  let left = room;
  Deno.FsFile.prototype.write = async function (bytes) {
    if (left === 0) {
      throw Object.assign(new Error("No space left on device (os error 28)"), {
        code: "ENOSPC",
      });
    }
    const written = await write.call(this, bytes.subarray(0, left));
    left -= written;
    return written;
  };
  try {
    await body();
  } finally {
    Deno.FsFile.prototype.write = write;
  }
}
