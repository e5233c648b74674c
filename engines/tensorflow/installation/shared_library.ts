import { checkElf } from "./elf.ts";
import { LibraryFault, LibraryFile } from "./library_file.ts";
import { checkMachO } from "./mach_o.ts";

const ELF_MAGIC = 0x7f454c46;
/** `MH_MAGIC_64` as it lies in a little-endian file. */
const MACH_O_MAGIC = 0xcffaedfe;

/**
 * What makes the file at `path` no library that can be loaded here, e.g. "is
 * cut short: 5 bytes of at least 64"; undefined if it is one, as far as its
 * structure shows.
 */
export function libraryFault(
  path: string,
  { os, arch }: Pick<typeof Deno.build, "os" | "arch"> = Deno.build,
): string | undefined {
  const mac = os === "darwin";
  try {
    using file = new LibraryFile(path);
    const magic = file.at(0, 4).getUint32(0);
    if (magic !== (mac ? MACH_O_MAGIC : ELF_MAGIC)) {
      const hex = magic.toString(16).padStart(8, "0");
      return `is no ${mac ? "64-bit Mach-O" : "ELF"} library: it begins with ` +
        `the bytes ${hex}`;
    }
    if (mac) checkMachO(file, { arch });
    else checkElf(file, { arch });
    return undefined;
  } catch (error) {
    if (error instanceof LibraryFault) return error.message;
    throw error;
  }
}
