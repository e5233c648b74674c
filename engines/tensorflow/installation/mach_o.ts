import { LibraryFault, type LibraryFile } from "./library_file.ts";

/** Numbers of `cputype`. */
const MACHINES: Readonly<Record<number, typeof Deno.build.arch>> = {
  0x01000007: "x86_64",
  0x0100000c: "aarch64",
};

const HEADER_BYTES = 32;
const DYLIB = 6;
const LC_SEGMENT_64 = 0x19;
/** Bytes of a load command's type and length, the least that it has. */
const COMMAND_BYTES = 8;
/** Bytes of `segment_command_64`. */
const SEGMENT_BYTES = 72;

/**
 * Checks that all segments that a 64-bit Mach-O header announces are in the
 * file.
 *
 * @param file A file that begins with Mach-O's magic number.
 * @throws {LibraryFault} if not, or if it is no library for `arch`.
 * @see Apple's `mach-o/loader.h`.
 */
export function checkMachO(
  file: LibraryFile,
  { arch }: { arch: typeof Deno.build.arch },
): void {
  const header = file.at(0, HEADER_BYTES);
  const machine = header.getUint32(4, true);
  if (MACHINES[machine] !== arch) {
    const found = MACHINES[machine] ?? `machine number ${machine}`;
    throw new LibraryFault(`is for ${found}, not for ${arch}`);
  }
  if (header.getUint32(12, true) !== DYLIB) {
    throw new LibraryFault("is a Mach-O file but no shared library");
  }
  const count = header.getUint32(16, true);
  const commands = file.at(HEADER_BYTES, header.getUint32(20, true));
  for (let index = 0, start = 0; index < count; index++) {
    const room = commands.byteLength - start;
    const length = room < COMMAND_BYTES
      ? 0
      : commands.getUint32(start + 4, true);
    const segment = room >= COMMAND_BYTES &&
      commands.getUint32(start, true) === LC_SEGMENT_64;
    if (length < (segment ? SEGMENT_BYTES : COMMAND_BYTES) || length > room) {
      throw new LibraryFault(`is damaged: load command ${index} is too short`);
    }
    if (segment) {
      file.reach(long(commands, start + 40) + long(commands, start + 48));
    }
    start += length;
  }
}

function long(view: DataView, position: number): number {
  return Number(view.getBigUint64(position, true));
}
