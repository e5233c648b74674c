/**
 * Reading the structure of a shared library without loading it: loading one
 * that is cut short kills the process.
 *
 * @module
 */

/** What is wrong with a library, e.g. "is cut short: …". */
export class LibraryFault extends Error {
  override name = "LibraryFault";
}

/** A library as a file whose pieces are read where needed. */
export class LibraryFile implements Disposable {
  readonly #file: Deno.FsFile;
  readonly #bytes: number;

  constructor(path: string) {
    this.#file = Deno.openSync(path);
    this.#bytes = this.#file.statSync().size;
  }

  /**
   * Bytes `position` to `position + length`.
   *
   * @throws {LibraryFault} if the file ends before.
   */
  at(position: number, length: number): DataView {
    this.reach(position + length);
    const piece = new Uint8Array(length);
    this.#file.seekSync(position, Deno.SeekMode.Start);
    for (let done = 0; done < length;) {
      const read = this.#file.readSync(piece.subarray(done));
      if (read === null) throw this.#cutShort(position + length);
      done += read;
    }
    return new DataView(piece.buffer);
  }

  /**
   * Demands that the file has so many bytes.
   *
   * @throws {LibraryFault} if it has fewer.
   */
  reach(bytes: number): void {
    if (bytes > this.#bytes) throw this.#cutShort(bytes);
  }

  #cutShort(bytes: number): LibraryFault {
    return new LibraryFault(
      `is cut short: ${this.#bytes} bytes of at least ${bytes}`,
    );
  }

  [Symbol.dispose](): void {
    this.#file.close();
  }
}
