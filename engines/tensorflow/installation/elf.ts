import { LibraryFault, type LibraryFile } from "./library_file.ts";

/** Numbers of `e_machine`. */
const MACHINES: Readonly<Record<number, typeof Deno.build.arch>> = {
  62: "x86_64",
  183: "aarch64",
};

const SHARED_OBJECT = 3;
/** Bytes of a program header. */
const SEGMENT_BYTES = 56;

/**
 * Checks that all that an ELF header announces is in the file.
 *
 * @param file A file that begins with ELF's magic number.
 * @throws {LibraryFault} if not, or if it is no library for `arch`.
 * @see System V Application Binary Interface, chapters 4 and 5.
 */
export function checkElf(
  file: LibraryFile,
  { arch }: { arch: typeof Deno.build.arch },
): void {
  const header = file.at(0, 64);
  const [wordSize, byteOrder] = [header.getUint8(4), header.getUint8(5)];
  if (wordSize !== 2 || byteOrder !== 1) {
    throw new LibraryFault("is no 64-bit little-endian library");
  }
  if (header.getUint16(16, true) !== SHARED_OBJECT) {
    throw new LibraryFault("is an ELF file but no shared library");
  }
  const machine = header.getUint16(18, true);
  if (MACHINES[machine] !== arch) {
    const found = MACHINES[machine] ?? `machine number ${machine}`;
    throw new LibraryFault(`is for ${found}, not for ${arch}`);
  }
  if (header.getUint16(54, true) !== SEGMENT_BYTES) {
    throw new LibraryFault("is damaged: its program headers have a wrong size");
  }
  const segments = file.at(
    long(header, 32),
    SEGMENT_BYTES * header.getUint16(56, true),
  );
  for (let start = 0; start < segments.byteLength; start += SEGMENT_BYTES) {
    file.reach(long(segments, start + 8) + long(segments, start + 32));
  }
  // Sections come last in most files, so this finds most that are cut short.
  const sections = long(header, 40);
  file.reach(
    sections + header.getUint16(58, true) * header.getUint16(60, true),
  );
}

function long(view: DataView, position: number): number {
  return Number(view.getBigUint64(position, true));
}
